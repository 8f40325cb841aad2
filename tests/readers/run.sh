#!/bin/sh
# usage: tests/readers/run.sh BUILD [YAML JSON]…
# Proves that every reader of YAML here reads the same strings from YAML as stand in its JSON twin, and
# that readers of JSON read the twin. Without files: those of nasty.c, 4,200 strings in four places each.
# SPDX-License-Identifier: MIT
set -u
cd "$(dirname "$0")/../.." || exit 1
build=${1:?usage: tests/readers/run.sh BUILD [YAML JSON]…}
shift
mkdir -p "$build/readers" || exit 1
build=$(cd "$build/readers" && pwd)
passed=0
failed=0

stop() {
	echo "tests/readers: $1" >&2
	exit 1
}

make_files() {
	mkdir -p "$build/files"
	# shellcheck disable=SC2046,SC2086 # flags are words
	${CC:-cc} -std=c11 -D_GNU_SOURCE -Iconverter ${SAN:-} $(pkg-config --cflags yaml-0.1 libutf8proc) -o "$build/nasty" \
		tests/readers/nasty.c converter/emit/writer.c converter/emit/yaml.c converter/emit/json.c \
		converter/emit/scalar.c converter/emit/profile.c converter/model/profile.c converter/base/buf.c \
		converter/base/mem.c converter/base/utf8.c $(pkg-config --libs yaml-0.1 libutf8proc) || stop "nasty.c does not build"
	"$build/nasty" "$build/files" || stop "nasty failed"
}

# Compiled once; again when its source is newer.
build_go_reader() {
	[ -x "$build/read-go" ] && [ -z "$(find tests/readers/read.go -newer "$build/read-go")" ] && return
	GOPATH=/usr/share/gocode GO111MODULE=off GOFLAGS="" GOCACHE="$build/go-cache" \
		go build -o "$build/read-go" tests/readers/read.go || stop "read.go does not build (golang-go, golang-gopkg-yaml.v3-dev)"
}

check_tools() {
	for tool in /usr/bin/python3 ruby perl node go jq; do
		command -v $tool >/dev/null || stop "$tool is missing"
	done
	/usr/bin/python3 -c 'import yaml, ruamel.yaml; yaml.CSafeLoader' || stop "python3-yaml or python3-ruamel.yaml is missing"
	perl -MYAML::XS -MYAML::PP -MJSON::PP -e 1 || stop "libyaml-libyaml-perl or libyaml-pp-perl is missing"
	for package in js-yaml yaml; do
		[ -d tests/node_modules/$package ] || stop "run 'npm ci' in tests/ first"
	done
}

# check NAME TWIN COMMAND…: the lines of COMMAND against the twin
check() {
	name=$1 twin=$2
	shift 2
	if "$@" >"$build/lines" 2>"$build/complaint" && /usr/bin/python3 tests/readers/compare.py "$twin" <"$build/lines" >"$build/differences"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED: $name on $twin"
		head -c 600 "$build/complaint"
		cat "$build/differences"
	fi
	: >"$build/differences"
}

check_pair() {
	yaml=$1 json=$2
	for reader in pyyaml pyyaml-libyaml ruamel-1.1 ruamel-1.2; do
		check $reader "$json" /usr/bin/python3 tests/readers/read.py $reader "$yaml"
	done
	check psych "$json" ruby tests/readers/read.rb "$yaml"
	for reader in YAML::XS YAML::PP YAML::PP-1.1; do
		check $reader "$json" perl tests/readers/read.pl $reader "$yaml"
	done
	for reader in js-yaml-1.1 js-yaml-1.2 yaml-1.1 yaml-1.2; do
		check $reader "$json" env node tests/readers/read.js $reader "$yaml"
	done
	check go-yaml.v3 "$json" "$build/read-go" "$yaml"
	check jq "$json" jq -c . "$json"
	check python-json "$json" /usr/bin/python3 tests/readers/read.py json "$json"
}

check_tools
build_go_reader
if [ $# -eq 0 ]; then
	make_files
	set -- "$build/files/nasty.yaml" "$build/files/nasty.json" "$build/files/stream.yaml" "$build/files/stream.json" \
		"$build/files/profile.yaml" "$build/files/profile.json"
fi
while [ $# -ge 2 ]; do
	check_pair "$1" "$2"
	shift 2
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
