#!/bin/bash
# Converts where something around the program is wrong, odd or short: full disks, few descriptors, little
# memory, closed standard streams, locales, time zones, folders that are missing, several runs at once. The
# output has to be absent, as before, or complete, and the exit status must not claim more than that.
#
#   environment.sh PINPORT EXPORT
#
# SPDX-License-Identifier: MIT
set -u
export LC_ALL=C
[[ $# == 2 ]] || { echo "usage: environment.sh PINPORT EXPORT" >&2; exit 2; }
pinport=$(realpath "$1") export=$(realpath "$2")
[[ -n ${TMPDIR-} || ! -w /dev/shm ]] || export TMPDIR=/dev/shm
box=$(mktemp -d)
mounted=
clean_up() {
	[[ -z $mounted ]] || umount "$mounted"
	chmod -R u+rwx "$box"
	rm -rf "$box"
}
trap clean_up EXIT
passed=0 failed=0
cp "$export" "$box/export.zip"
mkdir "$box/work"
work=$box/work

# judge LABEL STATUSES: of the run that has left $status, $box/stderr and $work
judge() {
	local label=$1 item name
	good=yes
	case " $2 " in *" $status "*) ;; *) fault "$label" "exit $status, not one of: $2" ;; esac
	for item in "$work"/*; do
		[[ -e $item || -L $item ]] || continue
		name=${item##*/}
		diff -r "$item" "$box/control/$name" >/dev/null 2>&1 || fault "$label" "$name is not complete"
	done
	[[ $status != 0 || -n $nothing || -e $work/$output ]] || fault "$label" "success, and no output"
	[[ $status == 0 || -n $silent || -s $box/stderr ]] || fault "$label" "failed without a word"
	# What could not be removed is told; the next run removes it.
	grep -q I216 "$box/stderr" || [[ -z $(find "$work" -name '.*' ! -path "$work" -print -quit) ]] ||
		fault "$label" "a working folder is left"
	[[ $good == no ]] || passed=$((passed + 1))
}

fault() {
	[[ $good == no ]] || failed=$((failed + 1))
	good=no
	echo "FAIL $1: $2"
	head -n 3 "$box/stderr" 2>/dev/null
}

# A fresh folder, and what the next run is.
fresh() {
	rm -rf "${work:?}"/* "$work"/.[!.]*
	: >"$box/stderr"
	output=$1 nothing='' silent=''
}

# run SETTING…: converts in the folder, in a shell where SETTING has been evaluated
run() {
	# The braces keep the shell from telling of signals.
	{
		(cd "$work" && eval "$1" && exec "$pinport" convert "$box/export.zip" -o "$output") \
			>"$box/stdout" 2>"$box/stderr" </dev/null
	} 2>/dev/null
	status=$?
}

control() {
	mkdir "$box/control"
	(cd "$box/control" && "$pinport" convert -q "$box/export.zip" -o out &&
		"$pinport" convert -q "$box/export.zip" -o out.zip &&
		"$pinport" convert -q "$box/export.zip" >stream 2>/dev/null) || { echo "0 passed, 1 failed"; exit 1; }
}

control

# ---- room ----
for output in out out.zip; do
	for kib in 0 1 2 3 4 6 8 12 16 24 32 40 48 64 96 128; do
		fresh "$output"
		[[ $kib != 0 ]] || silent=yes   # nor can its messages be kept
		run "ulimit -f $kib"
		judge "files of at most $kib KiB, $output" "0 4"
	done
done

# A disk that is too small, and one with too few files; only where this may be mounted.
small_disk() {
	mount -t tmpfs -o "$1" none "$work" 2>/dev/null || return 1
	mounted=$work
	fresh "$output"
	run :
	judge "a disk of $1, $output" "0 4"
	umount "$work"
	mounted=
}
for output in out out.zip; do
	for disk in size={4,8,16,32,64,96,128,160,192,256}k nr_inodes={1,2,3,4,6,8,12,16,20,24,30}; do
		small_disk "$disk" || { echo "no disk may be mounted here: left out"; break 2; }
	done
done

# ---- descriptors, memory, stack ----
for output in out out.zip; do
	for count in $(seq 3 24); do
		fresh "$output"
		run "ulimit -n $count"
		# Too few for the loader to find the libraries: 127.
		judge "at most $count descriptors, $output" "0 3 4 5 127"
		[[ $count -lt 16 || $status == 0 ]] || { good=yes; fault "at most $count descriptors" "that is enough"; passed=$((passed - 1)); }
	done
	# From where the program can be loaded at all.
	for kib in $(seq 58000 1500 110000); do
		(ulimit -v "$kib"; "$pinport" --version) >"$box/stdout" 2>/dev/null || continue
		fresh "$output"
		run "ulimit -v $kib"
		judge "$kib KiB of address space, $output" "0 4 5"
	done
	fresh "$output"
	run "ulimit -s 256"
	judge "a stack of 256 KiB, $output" 0
	fresh "$output"
	run "ulimit -u 1"
	judge "no further process, $output" 0
done

# ---- the standard streams ----
for closed in '<&-' '>&-' '2>&-' '<&- >&-' '<&- 2>&-' '>&- 2>&-' '<&- >&- 2>&-'; do
	for output in out out.zip; do
		fresh "$output"
		run "exec $closed"
		judge "closed: $closed, $output" "0 4"
	done
	for words in '' -; do
		fresh stream
		nothing=yes
		[[ $closed != *'2>&-'* ]] || silent=yes
		{ (cd "$work" && eval "exec $closed" && exec "$pinport" convert ${words:-"$box/export.zip"}) \
			>"$box/stdout" 2>"$box/stderr" <"$box/export.zip"; } 2>/dev/null
		status=$?
		allowed=0
		case " $closed" in *' >&-'*) allowed="3 4" ;; esac
		[[ $closed != *'<&-'* || $words != - ]] || allowed="3 4"
		judge "closed: $closed, a stream of ${words:-a file}" "$allowed"
	done
done

# What cannot be told has not been done.
for words in --help --version explain 'explain V101' editions 'schema pinpoint-export-1.xsd' 'completion bash' \
	"convert $box/export.zip" "inspect $box/export.zip" "plan $box/export.zip" "convert $box/export.zip --format json" \
	"validate --format json --summary json $box/export.zip"; do
	fresh stream
	nothing=yes
	# shellcheck disable=SC2086 # words
	(cd "$work" && exec "$pinport" $words) >/dev/full 2>"$box/stderr" </dev/null
	status=$?
	judge "/dev/full: ${words%% /*}" 4
	fresh stream
	nothing=yes silent=yes
	# shellcheck disable=SC2086 # words
	(cd "$work" && exec "$pinport" $words) 2>/dev/full >"$box/stdout" </dev/null
	status=$?
	judge "stderr is /dev/full: ${words%% /*}" 0
done
fresh out
run 'exec 2>/dev/full'
judge "stderr is /dev/full, out" 0
fresh stream
nothing=yes silent=yes
(cd "$work" && { "$pinport" convert "$box/export.zip"; echo $? >"$box/status"; } 2>/dev/null | true)
status=$(cat "$box/status")
judge "nobody reads the stream" "0 4 141"

# ---- locale, time zone, environment: the same bytes ----
# Locales that are not installed are made for the occasion, where their sources are.
for locale in tr_TR.UTF-8 ja_JP.SHIFT_JIS ko_KR.EUC-KR de_DE.ISO-8859-1; do
	[[ ! -d /usr/share/i18n/locales ]] || localedef -c -i "${locale%.*}" -f "${locale#*.}" "$box/locales/$locale" >/dev/null 2>&1
	mkdir -p "$box/locales"
done
long=$(printf '%8000s' '' | tr ' ' x)
settings=("export HOME=/nonexistent" "unset HOME" "export HOME=" "export TMPDIR=/nonexistent" "export TMPDIR="
	"export TMPDIR=/dev/null" "export TMPDIR=/proc" "unset TMPDIR" "export TMPDIR=\$'/no\nsuch%n'" "export TMPDIR=$long"
	"export PATH=" "unset PATH" "export COLUMNS=0" "export COLUMNS=-1" "export TERM=$long" "export LANGUAGE=tr"
	"export MALLOC_PERTURB_=165" "export MALLOC_ARENA_MAX=1" "export XML_CATALOG_FILES=http://127.0.0.1:9/x"
	"export OPENSSL_CONF=/nonexistent" "export GCONV_PATH=/nonexistent" "umask 0" "umask 077" "nice -n 19 true")
for zone in UTC Asia/Seoul America/New_York :/etc/passwd "<+25>-25" nonsense "$long" ''; do
	settings+=("export TZ='$zone'")
done
for locale in C POSIX C.UTF-8 tr_TR.UTF-8 ja_JP.SHIFT_JIS ko_KR.EUC-KR de_DE.ISO-8859-1 nonsense "$long" ''; do
	settings+=("export LOCPATH='$box/locales' LC_ALL='$locale'")
done
for setting in "${settings[@]}"; do
	for output in out out.zip; do
		fresh "$output"
		run "$setting"
		judge "${setting:0:60}, $output" 0
	done
	fresh out
	nothing=yes
	(cd "$work" && eval "$setting" && "$pinport" convert -q - </dev/fd/3 3<&-) 3< <(exec 2>/dev/null; cat "$box/export.zip") >"$box/stdout" 2>"$box/stderr"
	status=$?
	judge "${setting:0:60}, a pipe" 0
	cmp -s "$box/stdout" "$box/control/stream" || { good=yes; fault "${setting:0:60}" "the stream differs"; }
done
for output in out out.zip; do
	fresh "$output"
	(cd "$work" && exec env -i "$pinport" convert -q "$box/export.zip" -o "$output") >"$box/stdout" 2>"$box/stderr"
	status=$?
	judge "no environment at all, $output" 0
done

# ---- places ----
fresh out
mkdir "$work/gone"
(cd "$work/gone" && rmdir "$work/gone" && exec "$pinport" convert -q "$box/export.zip" -o out) >"$box/stdout" 2>"$box/stderr"
status=$?
judge "a current folder that is gone" "3 4"
fresh out
nothing=yes
(cd "$work" && mkdir gone && cd gone && rmdir "$work/gone" && exec "$pinport" convert -q "$box/export.zip") >"$box/stdout" 2>"$box/stderr"
status=$?
judge "a current folder that is gone, a stream" 0
name255=$(printf '%255s' '' | tr ' ' n) name251=$(printf '%251s' '' | tr ' ' n)
for place in "$name255" "$name255.zip" "n$name255" "$name251.zip" $'line\nend' 'per%n%scent' $'\xff\xfe' $'\e[2J' '-o' \
	$'\u202egnp' no/such/folder export.zip/out /proc/out /dev/null /dev/null/out ''; do
	fresh "$place"
	nothing=yes
	(cd "$work" && exec "$pinport" convert -q -o "$place" "$box/export.zip") >"$box/stdout" 2>"$box/stderr"
	status=$?
	if [[ $status == 0 && -n $place && -e $work/$place ]]; then
		case $place in
		*.zip) mv -- "$work/$place" "$work/out.zip" ;;
		*) mv -- "$work/$place" "$work/out" ;;
		esac
	fi
	allowed="0 4"
	[[ -n $place ]] || allowed=2
	judge "output ${place:0:20}" "$allowed"
	! grep -q "$(printf '[\001-\010\013-\037\177]')" "$box/stderr" || { good=yes; fault "output ${place:0:20}" "control characters are told"; }
done

# What stands in the place of the output stays, byte for byte.
for thing in file folder link dangling fifo; do
	for words in '' --force '--force --backup'; do
		for output in out out.zip; do
			fresh "$output"
			nothing=yes
			echo mine >"$box/mine"
			case $thing in
			file) echo mine >"$work/$output" ;;
			folder) mkdir "$work/$output" && [[ $output == out ]] && rmdir "$work/$output" && echo mine >"$work/$output" ;;
			link) ln -s "$box/mine" "$work/$output" ;;
			dangling) ln -s "$box/nowhere" "$work/$output" ;;
			fifo) mkfifo "$work/$output" ;;
			esac
			before=$(stat -c '%i %s %F' "$work/$output")
			# shellcheck disable=SC2086 # words
			(cd "$work" && exec timeout 20 "$pinport" convert -q $words -o "$output" "$box/export.zip") >"$box/stdout" 2>"$box/stderr"
			status=$?
			after=$(stat -c '%i %s %F' "$work/$output")
			rm -rf "${work:?}/$output"
			judge "a $thing is there, $output $words" 4
			[[ $before == "$after" && $(cat "$box/mine") == mine && ! -e $box/nowhere ]] ||
				{ good=yes; fault "a $thing is there, $output $words" "it was touched"; }
		done
	done
done

# ---- several at once, to the same place ----
for words in '' --force '--force --backup'; do
	for output in out out.zip; do
		fresh "$output"
		: >"$box/statuses"
		for _ in 1 2 3 4 5 6; do
			# shellcheck disable=SC2086 # words
			(cd "$work" && "$pinport" convert -q $words "$box/export.zip" -o "$output"; echo $? >>"$box/statuses") >/dev/null 2>>"$box/stderr" &
		done
		wait
		rm -rf "$work"/*.backup-* "$work"/out/*.backup-*
		status=$(sort -n "$box/statuses" | head -n 1)
		judge "six runs at once, $output $words" 0
		! grep -vx '[04]' "$box/statuses" || { good=yes; fault "six runs at once, $output $words" "an exit status"; }
		[[ -n $words || $(grep -cx 0 "$box/statuses") == 1 ]] || { good=yes; fault "six runs at once, $output" "not one has won"; }
	done
done

echo "$passed passed, $failed failed"
[[ $failed == 0 ]]
