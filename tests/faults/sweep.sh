#!/bin/bash
# Lets every system call and every allocation of a conversion fail, or kills
# the program before it, and looks at what is left: the output has to be absent,
# as before, or complete, and the exit status must not claim more than that.
# Then pairs: after the first failure another call fails, so that the way out of
# one failure meets the next.
#
#   sweep.sh PINPORT EXPORT          a sample, under a minute (make check)
#   sweep.sh --full PINPORT EXPORT   every position (make torture); of the tens of
#                                    thousands of allocations MEMORY=3000 per row,
#                                    of the pairs PAIRS=80 positions per row
#   sweep.sh --only SCENARIO …       one row of `scenarios` below
#   sweep.sh --calls CALLS …         those of `rows` and `pairs` with exactly these calls
#   sweep.sh --pairs …               `pairs` only
#
# SEED=N shifts the sample; KEEP=FOLDER keeps what findings left behind.
#
# SPDX-License-Identifier: MIT
set -u
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
full=no only="" only_calls="" only_pairs=no
while [[ ${1-} == --* ]]; do
	case $1 in
	--full) full=yes ;;
	--only) only=$2; shift ;;
	--calls) only_calls=$2; shift ;;
	--pairs) only_pairs=yes ;;
	*) echo "sweep.sh: unknown option $1" >&2; exit 2 ;;
	esac
	shift
done
[[ $# == 2 ]] || { echo "usage: sweep.sh [--full] [--only SCENARIO] [--calls CALLS] [--pairs] PINPORT EXPORT" >&2; exit 2; }
pinport=$(realpath "$1") export=$(realpath "$2")

then_calls='' then_mode=once then_errno=0 then_at=0
# name, output, options, what is there before (none, old, edited)
scenarios=(
	"fresh    out      -                  none"
	"replace  out      --force            old"
	"backup   out      --force,--backup   edited"
	"zip      out.zip  -                  none"
	"rezip    out.zip  --force            old"
)
turning=renameat2,renameat,linkat,fsync,syncfs,mkdirat,flock

# calls, mode, errno (5 EIO, 12 ENOMEM, 28 ENOSPC, 22 EINVAL, 24 EMFILE, 4 EINTR),
# positions in a sample, "good" if the run has to succeed all the same
rows=(
	"$turning        once   5  all  any"
	"$turning        kill   9  all  any"
	"renameat2       ever  22    1  any"
	"renameat2       once  22  all  any"
	"io              once   5   10  any"
	"io              ever  28    6  any"
	"io              kill   9   10  any"
	"open,openat     ever  24    5  any"
	"read,write,openat,open64,pread,pwrite once 4 5 good"
	"write,pwrite    short  0    5  good"
	"memory          once  12    5  any"
	"memory          ever  12    6  any"
	"memory          kill   9    2  any"
	"io              term  15    8  any"
	"$turning        term  15  all  any"
)
removing=unlinkat,getdents64
naming=renameat2,renameat,linkat

# calls, mode, errno, positions in a sample; then calls, mode, errno, which of them after the first failure
pairs=(
	"write,pwrite    once   5    3  $removing    ever   5  1"
	"write,pwrite    once  28    3  read,write,openat,pread,pwrite once 4 1,2"
	"write,pwrite    once  28    3  unlinkat     once   5  1,2,5"
	"fsync,syncfs    once   5  all  $removing    ever   5  1"
	"fsync,syncfs    once   5  all  unlinkat     once  28  1,2,4"
	"mkdirat         once  28    3  $removing    ever   5  1"
	"openat,flock    once   5  all  unlinkat     once   5  1"
	"openat          term  15  all  fstat        once   5  1"
	"$naming         once   5  all  $naming      ever   5  1,2"
	"$naming         once   5  all  $removing    ever   5  1"
	"renameat2       ever  22    1  $naming      once   5  1,2,3,4,5,6"
	"renameat2       ever  22    1  renameat,linkat ever 5 1,2,3,4"
	"renameat2       ever  22    1  renameat     ever   5  1,2,3"
	"renameat2       ever  22    1  fsync,syncfs,unlinkat once 5 1,2,3"
	"memory          once  12    2  $removing,openat ever 5 1"
	"io              once   5    4  io           once   5  1,2,3,7"
	"io              once  28    3  io           ever  24  1,4"
	"io              once   5    4  io           kill   9  1,2,3,9"
	"io              term  15    3  io           once   5  1,2,5"
	"io              term  15    3  unlinkat     ever   5  1"
)

# In memory if there is such a place: the checks are the same, the syncs cost nothing.
[[ -n ${TMPDIR-} || ! -w /dev/shm ]] || export TMPDIR=/dev/shm
box=$(mktemp -d)
trap 'rm -rf "$box"' EXIT
# The same build rule for all: a preload library needs no flags of the program.
${CC:-cc} -std=gnu11 -O1 -shared -fPIC -o "$box/inject.so" "$here/inject.c" -ldl || exit 2
tried=0 findings=0 bad=

# run FOLDER SCENARIO-OPTIONS… with what INJECT_* says; sets $status
run() {
	local folder=$1 output=$2 options=$3
	[[ $options == - ]] && options=
	# The outer braces keep the shell from telling of each kill.
	{
		(cd "$folder" && INJECT_COUNT="$box/count" LD_PRELOAD="$box/inject.so" \
			exec "$pinport" convert "$export" -o "$output" ${options//,/ }) \
			>"$box/stdout" 2>"$box/stderr"
	} 2>/dev/null
	status=$?
}

run_plain() {
	INJECT_CALLS="" INJECT_AT=0 run "$@"
}

count_calls() {
	head -c 16 /dev/zero >"$box/count"
}

counted() {
	od -An -t u8 "$box/count" | { read -r calls failures; echo "$calls $failures"; }
}

finding() {
	bad=yes
	findings=$((findings + 1))
	echo "finding: $label: $1 (status $status)"
	sed 's/^/    /' "$box/stderr" | head -3
	if [[ -n ${KEEP-} ]]; then
		rm -rf "${KEEP:?}/$findings"
		cp -a "$box/work" "$KEEP/$findings"
	fi
}

same() {
	diff -r --no-dereference "$1" "$2" >/dev/null 2>&1
}

leftovers() {
	[[ -n $(find "$box/work" -name '.*' ! -name . ! -name work -print -quit) ]]
}

# Every top item of the output is as before, or as it should become.
whole() {
	local item name aside=no
	for item in "$box/work"/out/* "$box/work"/*.zip*; do
		[[ -e $item || -L $item ]] || continue
		name=${item#"$box/work/"}
		same "$item" "$box/after/$name" && continue
		same "$item" "$box/before/$name" && continue
		# The new bundle waits under the backup's name for one step.
		[[ $name == *.backup-1 ]] && same "$item" "$box/after/${name%.backup-1}" && continue
		# Where names cannot be swapped, the old bundle waits there.
		[[ $name == *.backup-1 ]] && same "$item" "$box/before/${name%.backup-1}" && aside=yes && continue
		finding "$name is neither old nor complete"
	done
	# Nothing that was there may be lost, but by being replaced.
	for item in "$box/before"/out/* "$box/before"/*.zip; do
		[[ -e $item ]] || continue
		name=${item#"$box/before/"}
		if [[ ! -e $box/work/$name ]]; then
			same "$item" "$box/work/$name.backup-1" || finding "$name is gone"
		elif [[ $before == edited && -d $item ]] && ! same "$item" "$box/work/$name" &&
			! same "$item" "$box/work/$name.backup-1"; then
			finding "the edited $name is lost"
		fi
	done
	[[ $aside == no || $mode == kill || $then_mode == kill || $before == edited ]] || grep -q I218 "$box/stderr" ||
		finding "an old bundle stands aside and nobody says so"
}

judge() {
	local mode=$1 must=$2
	[[ $mode == term && $status == 143 ]] || [[ $mode == kill || $then_mode == kill ]] || (( status < 128 )) ||
		finding "died of a signal"
	whole
	if (( status == good )); then
		same "$box/work" "$box/after" || grep -q 'I21[68]' "$box/stderr" || finding "success was claimed"
	elif [[ $must == good ]]; then
		finding "should have gone well"
	elif (( status < 128 )) && [[ ! -s $box/stderr ]]; then
		finding "failed without a word"
	fi
	if [[ $mode != kill && $then_mode != kill ]] && leftovers; then
		# Who runs out of memory or is told to end has no words for it.
		grep -q 'I216' "$box/stderr" || [[ $mode == ever || $then_mode == ever ]] || finding "a working folder is left"
	fi
}

# The next run works, and leaves nothing of this one.
judge_next() {
	local output=$1 options=$2
	[[ $options == *--force* ]] || options=--force
	run_plain "$box/work" "$output" "$options"
	label+=", next run"
	(( status == good )) || finding "does not work"
	leftovers && finding "a working folder is left"
	for item in "$box/after"/out/* "$box/after"/*.zip; do
		[[ -e $item && $item != *.backup-* ]] || continue
		same "$item" "$box/work/${item#"$box/after/"}" || finding "${item##*/} is not complete"
	done
}

one() {
	local output=$1 options=$2 calls=$3 mode=$4 errno=$5 must=$6 at=$7
	label="$name, call $at of $calls, $mode $errno${then_calls:+; then call $then_at of $then_calls, $then_mode $then_errno}" bad=
	rm -rf "$box/work"
	cp -a "$box/before" "$box/work"
	count_calls
	INJECT_CALLS=$calls INJECT_AT=$at INJECT_MODE=$mode INJECT_ERRNO=$errno INJECT_THEN=$then_calls \
		INJECT_THEN_AT=$then_at INJECT_THEN_MODE=$then_mode INJECT_THEN_ERRNO=$then_errno \
		run "$box/work" "$output" "$options"
	tried=$((tried + 1))
	judge "$mode" "$must"
	# After an error that was told, the next run is looked at in a third of the sample.
	if [[ -z $bad && ($full == yes || $mode == kill || -n $then_calls || $((at % 3)) == 0) ]]; then
		judge_next "$output" "$options"
	fi
	[[ -z $bad ]] || failed=$((failed + 1))
}

# The positions to try of a total of $1: all, or $2 of them, evenly spread.
positions() {
	local total=$1 sample=$2 calls=$3 i
	if [[ $full == yes && $sample != 1 ]]; then
		case $calls$then_calls in
		memory) sample=${MEMORY:-3000} ;;
		memory*) sample=60 ;;
		*) [[ -n $then_calls ]] && sample=${PAIRS:-80} || sample=all ;;
		esac
	fi
	if [[ $sample == all ]] || (( total <= sample )); then
		seq 1 "$total"
	else
		for ((i = 0; i < sample; i++)); do
			echo $((1 + (i * total + ${SEED:-0} % (total / sample)) / sample))
		done | sort -nu
	fi
}

prepare() {
	local output=$1 options=$2 item
	rm -rf "$box/before" "$box/after"
	mkdir "$box/before"
	if [[ $before != none ]]; then
		run_plain "$box/before" "$output" -f,json
		if [[ $before == edited ]]; then
			for item in "$box/before"/out/*/upload.html; do
				echo edited >>"$item"
			done
		fi
	fi
	cp -a "$box/before" "$box/after"
	run_plain "$box/after" "$output" "$options"
	good=$status
	[[ -e $box/after/$output ]] || { cat "$box/stderr"; echo "sweep.sh: no output to compare with" >&2; exit 2; }
	for item in "$box/after"/out/*/SHA256SUMS; do
		[[ ! -e $item || $item == *.backup-* ]] || (cd "${item%/*}" && sha256sum --quiet -c SHA256SUMS) ||
			{ echo "sweep.sh: SHA256SUMS of the undisturbed run is wrong" >&2; exit 2; }
	done
}

# Nothing gets its final name before its bytes were synced, nothing old goes before
# the new name was, and nothing is claimed before either: so a power cut loses nothing.
check_order() {
	local output=$1 options=$2 wrong
	label="$name, order of syncs" bad=
	rm -rf "$box/work"
	cp -a "$box/before" "$box/work"
	count_calls
	: >"$box/trace"
	INJECT_CALLS=write,pwrite,mkdirat,renameat2,renameat,unlinkat,fsync,syncfs INJECT_AT=0 \
		INJECT_TRACE=$box/trace run "$box/work" "$output" "$options"
	wrong=$(awk '
		/^(write|pwrite|mkdirat)$/ { unsynced = 1 }
		/^(fsync|syncfs)$/ { unsynced = 0; renamed = 0 }
		/^rename/ { if (unsynced) print "a rename before the sync"; renamed = 1 }
		/^unlinkat$/ { if (renamed) print "a removal before the sync of the new name" }
		END { if (renamed) print "an end before the sync of the new name"
			if (NR < 5) print "hardly any calls" }' "$box/trace" | sort -u)
	tried=$((tried + 1))
	[[ -z $wrong ]] || { finding "$wrong"; failed=$((failed + 1)); }
}

# How often `calls` are made when nothing fails.
count_total() {
	rm -rf "$box/work"
	cp -a "$box/before" "$box/work"
	count_calls
	INJECT_CALLS=$calls INJECT_AT=0 run "$box/work" "$output" "$options"
	read -r total _ <<<"$(counted)"
}

sweep_rows() {
	local row total calls mode errno sample must at
	then_calls='' then_mode=once then_errno=0 then_at=0
	for row in "${rows[@]}"; do
		read -r calls mode errno sample must <<<"$row"
		[[ -z $only_calls || $only_calls == "$calls" ]] || continue
		count_total
		for at in $(positions "$total" "$sample" "$calls"); do
			one "$output" "$options" "$calls" "$mode" "$errno" "$must" "$at"
		done
	done
}

sweep_pairs() {
	local pair total calls mode errno sample at places
	# A sample is content with a folder and a ZIP file.
	[[ $full == yes || -n $only || $name == replace || $name == zip ]] || return
	for pair in "${pairs[@]}"; do
		read -r calls mode errno sample then_calls then_mode then_errno places <<<"$pair"
		[[ -z $only_calls || $only_calls == "$calls" ]] || continue
		count_total
		for at in $(positions "$total" "$sample" "$calls"); do
			for then_at in ${places//,/ }; do
				one "$output" "$options" "$calls" "$mode" "$errno" any "$at"
				paired=$((paired + 1))
			done
		done
	done
}

failed=0 paired=0
for scenario in "${scenarios[@]}"; do
	read -r name output options before <<<"$scenario"
	[[ -z $only || $only == "$name" ]] || continue
	prepare "$output" "$options"
	check_order "$output" "$options"
	[[ $only_pairs == yes ]] || sweep_rows
	sweep_pairs
done
echo "positions tried $tried, of them with two failures $paired; findings $findings"
echo "$((tried - failed)) passed, $failed failed"
[[ $findings == 0 ]]
