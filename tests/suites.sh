# shellcheck shell=bash disable=SC2154
# The suites of make check; what takes long comes first. Read by tests/check.sh, which has $build.
sane=$build/sanitized
pinport=$build/pinport
export="$build/sample.zip"

clang_builds() { make --no-print-directory clang; }
sanitized_builds() { make --no-print-directory sanitized; }

/usr/bin/python3 tests/run --pack fixtures/good/korea-html "$export"
suite "gcc with sanitizers" sanitized_builds
suite "clang, without a warning" clang_builds
suite "layers" sh tests/layers.sh "$build"
suite "manual" sh tests/manual.sh "$pinport"
suite "messages in Korean" /usr/bin/python3 tests/korean.py "$pinport"
suite "conformance" sh tests/conformance.sh
suite "shell scripts" sh tests/scripts.sh
settled   # the builds
suite "the sheet in browsers" tests/browser/run.sh "$pinport"
suite "completions in bash, zsh and fish" sh tests/completion.sh "$pinport"
suite "hostile archives" tests/hostile/run.sh "$pinport"
suite "by several processes as by one" /usr/bin/python3 tests/deal.py "$pinport"
suite "by several processes as by one, sanitized" /usr/bin/python3 tests/deal.py "$sane/pinport" --slow
suite "faults, a sample" tests/faults/sweep.sh "$pinport" "$export"
suite "machine outputs and their schemas" /usr/bin/python3 tests/outputs.py "$pinport"
suite "YAML and JSON readers" tests/readers/run.sh "$build"
suite "with a thread as without" /usr/bin/python3 tests/ahead.py "$pinport"
suite "unit tests" unit "$build"
suite "unit tests, sanitized" unit "$sane"
suite "fixtures" tests/run --program "$pinport"
suite "fixtures, sanitized" tests/run --program "$sane/pinport"
suite "ledger, counted again" /usr/bin/python3 tests/ledger.py "$pinport"
suite "every code has a case" /usr/bin/python3 tests/codes.py "$pinport"
suite "plans, untouched and changed" /usr/bin/python3 tests/plans.py "$pinport"
suite "what a terminal shows" /usr/bin/python3 tests/terminal/run.py "$pinport"
suite "batches, interrupted and resumed" tests/batch/run.sh "$pinport"
suite "verify finds every lie" /usr/bin/python3 tests/verify.py "$pinport"
suite "findings as data" /usr/bin/python3 tests/findings.py "$pinport"
suite "profiles judged alike by three" /usr/bin/python3 tests/readers/agree.py "$pinport"
suite "examples in the documents" /usr/bin/python3 tests/examples.py "$pinport"
suite "schema against libxml2" /usr/bin/python3 tests/differential/mutate.py "$build/tests/differential" schemas/pinpoint-export-1.xsd
suite "system calls, each judged" tests/strace/run.sh "$pinport"
suite "odd environments" tests/faults/environment.sh "$pinport" "$export"
settled   # the readers have left the profile that is judged now
suite "profile schema" tests/readers/schema.sh "$build/readers/files/profile.json"
