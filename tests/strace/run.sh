#!/bin/bash
# Runs the fixtures (or the hostile archives) under strace and judges every line of every trace: no network
# of any kind, no other program, no file but the input, the output and what is loaded at the start. Then it
# takes the kernel's means away, one after the other: without them --sandbox=require has to say so and stop,
# and --sandbox=auto has to give the same bytes.
#
#   run.sh PINPORT [WORD...]     all fixtures, or those whose path contains a WORD
#   run.sh --hostile PINPORT     the archives of tests/hostile (make torture)
#
# judge.py has the lists of what is allowed, with reasons. KEEP=FOLDER keeps the traces.
# SPDX-License-Identifier: MIT
set -u
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
how=fixtures
[[ ${1-} != --hostile ]] || { how=hostile; shift; }
[[ $# -ge 1 ]] || { echo "usage: run.sh [--hostile] PINPORT [WORD...]" >&2; exit 2; }
pinport=$(realpath "$1")
shift
[[ -n ${TMPDIR-} || ! -w /dev/shm ]] || export TMPDIR=/dev/shm
box=$(mktemp -d)
trap 'rm -rf "$box"' EXIT
traces=${KEEP:-$box/traces}
mkdir -p "$traces"
passed=0 failed=0

strace -qq -o "$box/try" true || { echo "nothing may be traced here"; echo "0 passed, 1 failed"; exit 1; }

# One trace a process; with the paths of descriptors, so that every name has one meaning.
cat >"$box/pinport" <<END
#!/bin/sh
exec strace -ff -y -qq -s 70000 --seccomp-bpf -o "$traces/\$\$" \\
	-e trace=network,file,process,ioctl,fchdir,landlock_restrict_self,io_uring_setup,ptrace,process_vm_readv,bpf,memfd_create \\
	"$pinport" "\$@"
END
chmod +x "$box/pinport"

finding() {
	failed=$((failed + 1))
	echo "FAIL $1 (exit $status)"
	head -n 5 "$box/stderr"
}

# without FAULT MODE: converts where the kernel refuses what FAULT says
without() {
	rm -rf "$box/out"
	(cd "$box" && strace -f -qq -o "$box/refused" -e inject="$1" \
		"$pinport" convert "--sandbox=$2" export.zip -o out >"$box/stdout" 2>"$box/stderr")
	status=$?
}

refusals() {
	local fault
	/usr/bin/python3 "$here/../run" --pack "$here/../../fixtures/good/korea-html" "$box/export.zip"
	for fault in none landlock_create_ruleset:error=ENOSYS landlock_create_ruleset:error=EOPNOTSUPP \
		landlock_add_rule:error=EINVAL landlock_restrict_self:error=E2BIG prctl:error=EINVAL:when=1 \
		prctl:error=EINVAL:when=2 prctl:error=EACCES:when=2; do
		[[ $fault != none ]] || fault=umask:error=EPERM   # which nobody calls
		without "$fault" require
		if [[ $fault == umask* && $status == 0 && -d $box/out ]]; then
			passed=$((passed + 1))
			rm -rf "$box/control"
			mv "$box/out" "$box/control"
		elif [[ $fault != umask* && $status == 3 && ! -e $box/out ]] && grep -q '\[I303\]' "$box/stderr"; then
			passed=$((passed + 1))
		else
			finding "--sandbox=require, $fault"
		fi
		without "$fault" auto
		if [[ $status == 0 ]] && diff -r "$box/out" "$box/control" >/dev/null; then
			passed=$((passed + 1))
		else
			finding "--sandbox=auto, $fault"
		fi
	done
}

# What the runs give is compared elsewhere; here it is what they do.
if [[ $how == hostile ]]; then
	"$here/../hostile/run.sh" "$box/pinport" "$@" >"$box/log"
else
	/usr/bin/python3 "$here/../run" --program "$box/pinport" "$@" >"$box/log"
	refusals
fi
/usr/bin/python3 "$here/judge.py" "$traces" >"$box/judged"
status=$?
sed '$d' "$box/judged"
line=$(tail -n 1 "$box/judged")
passed=$((passed + ${line%% *}))
line=${line#*, }
failed=$((failed + ${line%% *}))
echo "$passed passed, $failed failed"
[[ $failed == 0 && $status == 0 ]]
