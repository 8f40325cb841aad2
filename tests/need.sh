#!/bin/sh
# usage: tests/need.sh PACKAGE[=COMMAND]…
# Installs those Debian packages that are missing; says the command before it runs it.
# With =COMMAND a command of that name, from wherever, is as good as the package.
set -eu
missing=
for wanted; do
	package=${wanted%=*}
	if [ "$package" != "$wanted" ] && command -v "${wanted#*=}" >/dev/null; then
		continue
	fi
	case $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true) in
	*" installed") ;;
	*) missing="$missing $package" ;;
	esac
done
[ -n "$missing" ] || exit 0
as=
[ "$(id -u)" = 0 ] || as=sudo
echo "+ $as apt-get install -y --no-install-recommends$missing"
if [ -n "$as" ] && ! command -v sudo >/dev/null; then
	echo "This needs root: run the line above as root, then make again." >&2
	exit 1
fi
# shellcheck disable=SC2086 # a list of words
if ! DEBIAN_FRONTEND=noninteractive $as apt-get install -y --no-install-recommends $missing >/dev/null 2>&1; then
	$as apt-get update -q
	DEBIAN_FRONTEND=noninteractive $as apt-get install -y -q --no-install-recommends $missing
fi
