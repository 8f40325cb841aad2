# The suites of make check, in order. Read by tests/check.sh.
suite "layers" sh tests/layers.sh "$build"
suite "unit tests" unit
suite "fixtures" tests/run --program "$build/pinport"
