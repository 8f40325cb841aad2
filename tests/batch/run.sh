#!/bin/bash
# usage: tests/batch/run.sh PINPORT
# Many archives in one run: the same bytes for any -j, one archive's crash costs that archive alone, an interrupted
# run can be gone on with. Ends with "N passed, N failed". FULL=1 takes 10,000 archives and measures -j 2; SEED=N
# changes when runs are killed. In memory if there is such a place: syncs cost nothing there.
# SPDX-License-Identifier: MIT
set -u
export LC_ALL=C
[ $# -eq 1 ] || { echo "usage: run.sh PINPORT" >&2; exit 2; }
pinport=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
count=300
[ -z "${FULL-}" ] || count=10000
RANDOM=${SEED-1}
[ -n "${TMPDIR-}" ] || [ ! -w /dev/shm ] || export TMPDIR=/dev/shm
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
passed=0
failed=0

ok() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)); echo "FAIL $1"; }
check() { # WHAT COMMAND…
	local what=$1
	shift
	if "$@" >check.log 2>&1; then
		ok
	else
		bad "$what"
		head -n 10 check.log
	fi
}
place() { mkdir "$1" && ln -s ../in "$1/in"; } # a run's own folder, with the inputs under the same name
run() { # PLACE ARGUMENTS…: what it prints and its exit status stay in the folder
	local place=$1
	shift
	(
		cd "$place" || exit 1
		"$pinport" "$@" >stdout 2>stderr
		echo $? >status
	)
}
status() { check "$1: exit status $(cat "$1/status"), not $2" [ "$(cat "$1/status")" -eq "$2" ]; }
same() { check "$1 and $2 differ" diff -r "$1" "$2"; }
clean() { check "$1: a working folder is left" sh -c "! find '$1' -name '.pinport*' | grep ." ; }
told() { check "$1: nothing says $2" grep -q -e "$2" "$1/stderr" "$1/stdout"; }

"$here/make.py" "$count" in
reckon() { awk "BEGIN { printf \"%.4f\", $1 }"; }
ls in/*.zip >list

echo "== the same for any number of workers"
while read -r name options; do
	for jobs in 1 3 2; do
		place "$name$jobs"
		start=$(date +%s.%N)
		# shellcheck disable=SC2086 # words
		run "$name$jobs" $options -j "$jobs" --files-from ../list
		[ "$name" != bundles ] || took=$(reckon "$(date +%s.%N) - $start")   # of -j 2 in the end
	done
	same "${name}1" "${name}2"
	same "${name}1" "${name}3"
	status "${name}2" 1
	clean "${name}3"
done <<-END
	bundles convert -o out --summary json
	stream  convert -f json
	zip     convert -o out.zip
	dry     convert -o out --dry-run --summary text
	check   validate --max-errors 100
END
# Each input alone, in a process without workers, says the same.
place alone
place together
head -n 12 list | grep -v 'e00007\|e00011' >few   # no id twice, none that breaks off behind an account
(
	cd alone || exit 1
	while read -r input; do "$pinport" convert -f yaml "$input" -q; done <../few >stdout 2>stderr
)
run together convert -f yaml -q -j 2 --files-from ../few
rm together/status
same alone together

echo "== killed and gone on with"
place killed
for kill in KILL TERM KILL TERM KILL; do
	(cd killed && exec "$pinport" convert -o out --skip-existing -j 2 --files-from ../list >>stdout 2>>stderr) &
	victim=$!
	sleep "$(reckon "$took * $RANDOM / 32768 / 3")"
	kill -s $kill $victim 2>/dev/null
	wait $victim 2>/dev/null
	check "a worker outlived its parent" sh -c "for i in 1 2 3 4 5; do pgrep -f '^$pinport convert' >/dev/null || exit 0; sleep 0.1; done; exit 1"
done
echo "   $(find killed/out -name bundle.yaml | wc -l) of $(find bundles1/out -name bundle.yaml | wc -l) bundles are there"
run killed convert -o out --skip-existing -j 2 --summary json --files-from ../list
status killed 1
same bundles1/out killed/out
check "what is said of accounts that are there differs" diff \
	<(sed 's/"outcome": "[a-z]*"//; /"refused"/d' bundles1/stdout) <(sed 's/"outcome": "[a-z]*"//' killed/stdout)
check "accounts that are there are not left out" grep -q '"outcome": "skipped"' killed/stdout
run killed convert -o out --skip-existing -j 1 --edition latest in/e00000.zip in/e00001.zip
status killed 4
told killed 'I204'

place stopped
mkfifo stopped/pipe
(cd stopped && exec "$pinport" convert in/e00000.zip in/e00001.zip - in/e00002.zip -o out -j 2 --summary json <pipe >stdout 2>stderr) &
victim=$!
exec 7>stopped/pipe
sleep 0.5
kill -TERM $victim
wait $victim
echo $? >stopped/status
exec 7>&-
status stopped 143
told stopped '^interrupted: 2 of 4 inputs are done'
clean stopped/out
check "what was done is not stored" [ "$(grep -c '"stored"' stopped/stdout)" -eq 2 ]

echo "== a worker that dies"
for jobs in 1 2; do
	place "crash$jobs"
	mkfifo "crash$jobs/pipe"
	(cd "crash$jobs" && exec "$pinport" convert - in/e0000[0-4].zip -o out -j $jobs --summary json <pipe >stdout 2>stderr) &
	parent=$!
	exec 7>"crash$jobs/pipe"
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		worker=$(pgrep -o -P $parent) && break
		sleep 0.1
	done
	sleep 0.2
	kill -SEGV "$worker"
	wait $parent
	echo $? >"crash$jobs/status"
	exec 7>&-
	rm "crash$jobs/pipe"
	status "crash$jobs" 5
	told "crash$jobs" '^-: error: the process that read it failed: Segmentation fault \[I510\]$'
	check "crash$jobs: the input is not told as failed" grep -q '^{"input": "-", "outcome": "failed"' "crash$jobs/stdout"
	clean "crash$jobs"
done
same crash1 crash2
check "not all others are stored" [ "$(grep -c '"stored"' crash1/stdout)" -eq 7 ]
# One account that takes more memory than there is; the parent needs none of it.
python3 - <<'END'
import sys
part = "<ProfessionalService id=\"%d\" status=\"Published\"><Localizations><Localization language=\"en-US\" countries=\"US\"><Name>N</Name><LongDescription>" + "many words " * 4000 + "</LongDescription></Localization></Localizations></ProfessionalService>"
with open("big.xml", "w") as out:
    out.write('<PinpointExport xmlns="urn:pinport:pinpoint-export:1" version="1.0" exportedAt="2017-03-30T09:15:00Z"><Account id="4297610001" mpnId="1"><LegalName>Big</LegalName><Company status="Published" lastModified="2017-03-02T17:40:11Z"><Website>https://b.example/</Website><Overviews><Overview language="en-US" countries="US"><DisplayName>B</DisplayName><Text>Big</Text></Overview></Overviews></Company><ProfessionalServices>')
    for number in range(4000):
        out.write(part % number)
    out.write("</ProfessionalServices></Account></PinpointExport>\n")
END
for jobs in 1 2; do
	place "memory$jobs"
	mv "memory$jobs/in" "memory$jobs/keep"
	(
		cd "memory$jobs" || exit 1
		prlimit --as=150000000 "$pinport" convert keep/e00000.zip ../big.xml keep/e00001.zip keep/e00002.zip -o out -j $jobs >stdout 2>stderr
		echo $? >status
	)
	status "memory$jobs" 5
	told "memory$jobs" '^../big.xml: error: out of memory \[I501\]$'
done
same memory1 memory2
check "others are not stored" [ "$(find memory1/out -name bundle.yaml | wc -l)" -eq 3 ]

echo "== parts of the inputs"
place shards
for shard in 1 2 3; do
	run shards convert -o out --dry-run --summary json --shard $shard/3 --files-from ../list
	cp shards/stdout "shard$shard"
done
inputs() { grep -h -o '^{"input": "[^"]*"' "$@" | sort | uniq; }
check "the shards are not the whole" diff <(inputs bundles1/stdout) <(inputs shard1 shard2 shard3)
check "an input is in two shards" [ "$(for s in 1 2 3; do inputs shard$s; done | wc -l)" -eq "$(inputs bundles1/stdout | wc -l)" ]
place again
run again convert -o out --only-failed ../bundles1/stdout --summary json
check "--only-failed takes others than those that failed" diff \
	<(grep '"failed"\|"refused"' bundles1/stdout | grep -o '^{"input": "[^"]*"' | uniq) <(grep -o '^{"input": "[^"]*"' again/stdout | uniq)
head -n 100 list >some
cp again/stdout report
grep '"failed"\|"refused"' report | inputs - | grep -f <(sed 's/^/"/; s/$/"/' some) >expected
run again convert -o other --only-failed ../report --summary json --files-from ../some
check "--only-failed takes inputs that were not named" diff expected <(inputs again/stdout)

echo "== the command line"
while IFS='|' read -r expected code arguments; do
	# shellcheck disable=SC2086 # words
	run again $arguments
	status again "$expected"
	told again "\\[$code\\]"
done <<-'END'
	2|U204|convert in/e00000.zip -j x
	2|U204|convert in/e00000.zip -j 257
	2|U204|convert in/e00000.zip --shard 0/2
	2|U204|convert in/e00000.zip --shard 3/2
	2|U204|convert in/e00000.zip --shard 1/2x
	2|U204|convert in/e00000.zip --progress sometimes
	2|U206|convert - - -o other
	2|U208|convert in/e00000.zip --summary json
	2|U208|validate in/e00000.zip --summary json --format text
	2|U208|convert in/e00000.zip --skip-existing
	2|U208|convert in/e00000.zip -o new.zip --skip-existing
	2|U209|convert in/e00000.zip --only-failed ../list
	3|I302|convert in/e00000.zip --only-failed nowhere
	2|U205|convert -o other
END
long=$(printf 'x%.0s' {1..250})
mkdir -p "$long/$long/$long/$long/$long/$long/$long" # a name that no line of 4096 bytes can tell twice
cp in/e00005.zip "$long/$long/$long/$long/$long/$long/$long/e.zip"
printf 'in/e0000%s.zip\n' 0 1 >names
echo "$long/$long/$long/$long/$long/$long/$long/e.zip" >>names
"$pinport" convert -o cut --summary json --files-from names >cut.out 2>/dev/null
check "a line is longer than 4096 bytes" [ "$(wc -L <cut.out)" -lt 4096 ]
check "a long name is not known again" sh -c "'$pinport' convert -o cut2 --only-failed cut.out --files-from names --summary json 2>/dev/null | grep -c inputSha256 | grep -qx 1"
run again convert --only-failed ../cut.out -o other
status again 2
told again U210
run again convert in/e00000.zip in/e00001.zip -o shown --progress always
told again 'of 2 inputs'
run again validate in/e00000.zip in/e00001.zip -j 0
status again 0

if [ -n "${FULL-}" ]; then
	for round in 1 2 3; do
		for jobs in 1 2; do
			/usr/bin/time -f "%e" -o time.$jobs "$pinport" convert -o "speed.$round.$jobs" -j $jobs --files-from list >/dev/null 2>&1
			rm -rf "speed.$round.$jobs"
		done
		echo "   -j 1 $(tail -n 1 time.1) s, -j 2 $(tail -n 1 time.2) s: $(reckon "$(tail -n 1 time.1) / $(tail -n 1 time.2)") times as fast"
	done
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
