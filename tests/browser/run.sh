#!/bin/sh
# usage: tests/browser/run.sh PINPORT [WORD…]
# The upload sheet in real browsers: bundles are made from exports/, and each
# *.test.mjs (those whose name has a WORD) uses the sheets as a person would.
# Needs chromium, firefox-esr and poppler-utils (pdftotext); npm's packages are
# fetched on first use. Ends with "N passed, N failed".
set -eu
here=$(cd "$(dirname "$0")" && pwd)
pinport=$(realpath "$1")
shift
cd "$here"
[ -d node_modules/playwright-core ] || npm ci --ignore-scripts --no-audit --no-fund >&2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
node main.mjs "$pinport" "$work" "$@"
