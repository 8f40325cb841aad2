#!/bin/sh
# usage: tests/coverage/run.sh BUILD
# Runs the suites of make check with the program in BUILD, which gcov counts, and reports what they reached.
# SPDX-License-Identifier: MIT
set -eu
cd "$(dirname "$0")/../.."
build=$1
# what says nothing of the program, or the same as another suite
without='layers|conformance|shell scripts|clang.*|gcc with.*|.*, sanitized|system calls.*|the sheet in browsers'
find "$build" -name '*.gcda' -delete
failed=0
bash tests/check.sh "$build" "$without" || failed=1
echo '== coverage'
# Processes that end while a thread counts leave a negative number here and there: gcovr is to pass those lines over.
gcovr --gcov-ignore-parse-errors --root . --filter converter/ --exclude converter/bake/ --json "$build/coverage.json" "$build"
/usr/bin/python3 tests/coverage/report.py "$build/coverage.json"
exit $failed
