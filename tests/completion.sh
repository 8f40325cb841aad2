#!/bin/sh
# usage: tests/completion.sh PINPORT
# Tries the completions in real shells: what a person would type, and what has to be offered, or must not be.
# A shell that is not installed is named and left out.
set -u
pinport=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0
mkdir "$work/bin" "$work/here" "$work/here/bundles"
ln -s "$pinport" "$work/bin/pinport"
: >"$work/here/export.zip"
: >"$work/here/plan one.yaml"
PATH=$work/bin:$PATH
export PATH

# What each line has to offer (words behind +) and what it must not (words behind -).
cat >"$work/lines" <<'END'
pinport con|+convert -export.zip
pinport |+validate +plan +diff -export.zip
pinport convert --edi|+--edition -export.zip
pinport convert --edition 2017-0|+2017-03 +2017-09 -2018-08 -export.zip
pinport convert --overflow |+fit +keep +fail -export.zip
pinport convert --plan |+export.zip +plan
pinport convert exp|+export.zip
pinport convert -o bun|+bundles
pinport convert --country |+KR +NO +XK -export.zip
pinport diff --country K|+KR +KZ -DE -export.zip
pinport convert --zip-encoding |+auto +CP949 -export.zip
pinport convert --edition |+latest -pinpoint
pinport validate --edition n|+none
pinport convert --edition n|-none
pinport editions p|+pinpoint -2017-03
pinport help pl|+plan -convert
pinport convert -f |+yaml +json -sarif
pinport convert --lang |+en +ko -export.zip
pinport validate --against exp|+export.zip
pinport plan --from exp|+export.zip
pinport convert --jobs |-export.zip
pinport convert --max-errors |-export.zip
pinport schema summ|+summary-1.schema.json -sheet
pinport convert --limit rat|+ratio=
pinport explain V10|+V101 +V106 -export.zip
pinport editions 2018|+2018-08 -2017-03
pinport schema pinpoint|+pinpoint-export-1.xsd -export.zip
pinport completion |+bash +zsh +fish -export.zip
pinport validate --format s|+sarif -text
pinport diff exp|+export.zip
END

offers_bash() {
	bash --norc -c '
		compopt() { :; }
		. "$1"
		read -ra COMP_WORDS <<<"$2"
		[[ $2 == *" " ]] && COMP_WORDS+=("")
		COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
		_pinport
		printf "%s\n" "${COMPREPLY[@]}"' bash "$work/bash" "$1"
}

offers_fish() {
	fish --no-config -c "source '$work/fish'; complete -C '$1'" | cut -f 1
}

# zsh completes only at a terminal: one is made for it, and what it shows is read.
offers_zsh() {
	python3 - "$work/zsh" "$1" <<'END'
import os, pty, re, select, sys, time
pid, fd = pty.fork()
if pid == 0:
    os.environ.update(TERM="dumb", PS1="", ZDOTDIR=os.path.dirname(sys.argv[1]))
    os.execvp("zsh", ["zsh", "-f", "-i"])
def until(mark, seconds=20, quiet=20):
    """What comes up to the mark, or until nothing has come for a while."""
    seen, end = "", time.time() + seconds
    while mark not in seen and time.time() < end:
        if not select.select([fd], [], [], quiet)[0]:
            break
        try:
            seen += os.read(fd, 65536).decode("utf-8", "replace")
        except OSError:
            break
    return seen
setup = "unsetopt zle_bracketed_paste prompt_cr; autoload -U compinit; compinit -u -D; . %s; LISTMAX=9999; " \
    "setopt no_list_beep; bindkey '^I' complete-word; bindkey '^X' list-choices; " \
    "report() { print -r -- \"<$BUFFER>\"; BUFFER=; zle accept-line }; zle -N report; bindkey '^G' report; echo rea''dy\n"
os.write(fd, (setup % sys.argv[1]).encode())
until("ready\r\n")
os.write(fd, (sys.argv[2] + "\x18").encode())
listed = until("\0", quiet=0.8)
os.write(fd, b"\t")
until("\0", quiet=0.4)
os.write(fd, b"\x07")
listed += until(">")
os.write(fd, b"exit\n")
text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", " ", listed)
print("\n".join(re.split(r"[\s<>]+", text.replace(sys.argv[2], " ", 1))))
END
}

meets() {
	case $1 in
	+*) printf '%s\n' "$3" | grep -qF -- "$2" ;;
	*) ! printf '%s\n' "$3" | grep -qFx -- "$2" ;;
	esac
}

try() {
	shell=$1
	line=$2
	offered=$("offers_$shell" "$line")
	for want in $3; do
		word=${want#?}
		if meets "$want" "$word" "$offered"; then
			passed=$((passed + 1))
		else
			failed=$((failed + 1))
			echo "FAIL $shell: \"$line\" $want; offered: $(printf '%s' "$offered" | tr '\n' ' ' | cut -c 1-200)"
		fi
	done
}

cd "$work/here" || exit 1
for shell in bash zsh fish; do
	if ! command -v "$shell" >/dev/null; then
		echo "completion: $shell is not installed; not tried"
		continue
	fi
	pinport completion "$shell" >"$work/$shell" || failed=$((failed + 1))
	"$shell" -n "$work/$shell" || failed=$((failed + 1))
	while IFS='|' read -r line wants; do
		try "$shell" "$line" "$wants" </dev/null
	done <"$work/lines"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
