#!/bin/sh
# usage: tests/manual.sh PINPORT
# The manual pages are what the program's tables and schemas say, mandoc finds nothing wrong with them, every file of a
# bundle and every schema is in pinport-formats(5), and make install puts both where man looks.
set -u
cd "$(dirname "$0")/.." || exit 1
pinport=$(realpath "$1")
passed=0
failed=0
check() {
	if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL $*"; fi
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
lint() { ! mandoc -T lint -W warning "$1" | grep .; }
names() { grep -qF "$1" docs/pinport-formats.5; }
refuses() { ! "$pinport" "$@" >/dev/null 2>&1; }

"$pinport" help --mdoc >"$work/pinport.1"
"$pinport" help --mdoc formats >"$work/pinport-formats.5"
for page in pinport.1 pinport-formats.5; do
	check cmp "$work/$page" "docs/$page"
	check lint "docs/$page"
done
check refuses help --mdoc nothing
check refuses help --mdoc formats more

for schema in $("$pinport" schema | grep '\.schema\.json$\|\.xsd$'); do
	check names "$schema"
done
# a bundle with everything: pictures, referrals, reviews, texts
tests/run --pack fixtures/good/korea-html "$work/export.zip" || failed=$((failed + 1))
"$pinport" convert "$work/export.zip" -o "$work/out" -q 2>/dev/null
for file in $(cd "$work/out" && find . -type f -path './*/*' |
	sed 's|^\./[0-9]*/||; s|profiles/[A-Z]*/|profiles/COUNTRY/|; s|[0-9]*-[0-9]*\.png|LISTING-N.png|' | sort -u); do
	check names ".It Pa $file"
done

place() { make -s "$1" BUILD="$(dirname "$pinport")" DESTDIR="$work/root" PREFIX=/usr >/dev/null; }
installed() { (cd "$work/root" && find . -type f | LC_ALL=C sort); }
check place install
for file in bin/pinport share/man/man1/pinport.1 share/man/man5/pinport-formats.5 \
	share/bash-completion/completions/pinport share/zsh/site-functions/_pinport share/fish/vendor_completions.d/pinport.fish; do
	check test -s "$work/root/usr/$file"
done
check test "$(installed | wc -l)" = 6
check place uninstall
check test -z "$(installed)"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
