# The suites of make check, in order. Read by tests/check.sh.
suite "layers" sh tests/layers.sh "$build"
suite "manual" sh tests/manual.sh "$build/pinport"
suite "conformance" sh tests/conformance.sh
suite "unit tests" unit "$build"
suite "fixtures" tests/run --program "$build/pinport"
suite "examples in the documents" python3 tests/examples.py "$build/pinport"
suite "schema against libxml2" python3 tests/differential/mutate.py "$build/tests/differential" schemas/pinpoint-export-1.xsd
suite "YAML and JSON readers" tests/readers/run.sh "$build"
suite "profile schema" tests/readers/schema.sh "$build/readers/files/profile.json"
