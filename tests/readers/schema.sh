#!/bin/sh
# usage: tests/readers/schema.sh PROFILE.json…
# Proves that two validators accept marketing profiles by schemas/marketing-profile-1.schema.json, and refuse
# them broken in every way that the schema forbids.
# SPDX-License-Identifier: MIT
set -u
files=
for file; do
	files="$files $(realpath "$file")"
done
cd "$(dirname "$0")/../.." || exit 1
schema=schemas/marketing-profile-1.schema.json
[ -d tests/node_modules/ajv ] || { echo "tests/readers: run 'npm ci' in tests/ first" >&2; exit 1; }
/usr/bin/python3 -c 'import jsonschema' || { echo "tests/readers: python3-jsonschema is missing" >&2; exit 1; }
[ -n "$files" ] || { echo "usage: tests/readers/schema.sh PROFILE.json…" >&2; exit 2; }

# shellcheck disable=SC2086 # paths of the build folder, without blanks
verdicts=$(for file in $files; do
	cases=$(/usr/bin/python3 tests/readers/schema_cases.py $schema "$file") || echo "FAILED cases of $file"
	printf '%s\n' "$cases" | /usr/bin/python3 tests/readers/schema.py $schema || echo "FAILED jsonschema stopped"
	printf '%s\n' "$cases" | node tests/readers/schema.js $schema || echo "FAILED ajv stopped"
done)
printf '%s\n' "$verdicts" | grep '^FAILED'
passed=$(printf '%s\n' "$verdicts" | grep -c '^passed')
failed=$(printf '%s\n' "$verdicts" | grep -c '^FAILED')
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
