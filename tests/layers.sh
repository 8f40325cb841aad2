#!/bin/sh
# usage: tests/layers.sh BUILD
# Reads the symbols of every object and fails on a folder that uses a folder of
# its own rank or above. The ranks are those of docs/ARCHITECTURE.md; the folders
# within read/ know nothing of each other.
set -eu
build=$1
(cd converter && find . -name '*.c' ! -path './bake/*') | sed "s|^\./|$build/|; s|c\$|o|" |
	xargs nm -A -P "$build/embedded.o" "$build/base/built_in.o" "$build/read/xsd/built_in.o" "$build/load/built_in.o" | awk -v build="$build/" '
function folder(path,   n, parts) {
	sub(build, "", path); sub(/:$/, "", path)
	n = split(path, parts, "/")
	if (n > 2) return parts[1] "/" parts[2]
	return n > 1 ? parts[1] : parts[1] == "embedded.o" ? "base" : "top"
}
BEGIN {
	split("base 0 read/zip 1 read/xml 1 read/xsd 1 model 1 read 2 load 3 rules 3 shape 4 emit 4 bundle 5 top 6 check 7 cli 8", r, " ")
	for (i = 1; i in r; i += 2) rank[r[i]] = r[i + 1]
}
{
	file = $1; symbol = $2; kind = $3; here = folder(file)
	if (!(here in rank)) next
	if (kind == "U") { uses[here, symbol] = file; used[++count] = here SUBSEP symbol }
	else if (kind ~ /^[TDBRVC]$/) home[symbol] = here
}
END {
	for (i = 1; i <= count; i++) {
		split(used[i], pair, SUBSEP)
		there = home[pair[2]]
		if (there == "" || there == pair[1]) continue
		# main.c is a shim over the commands
		if (pair[1] == "top" && there == "cli" && uses[used[i]] ~ /main\.o/) continue
		edges[pair[1] " -> " there]++
		if (rank[there] >= rank[pair[1]]) { print "layers: " pair[1] " may not use " there ": " pair[2] " in " uses[used[i]]; bad++ }
	}
	for (e in edges) total++
	printf "layers: %d edges between folders, %d wrong\n", total, bad
	exit bad > 0
}'
