#!/bin/sh
# Brings what the tests need and Python cannot: Chromium with fonts, PostgreSQL, ClamAV's daemon, a clock that lies, and an identity provider with
# the node it runs on. On Debian as root it installs what is missing; elsewhere it says in one line what is left out and why.
# With CI=true a failure is an error.
set -eu

wanted=""
browser=""
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && browser=$name && break
done
[ -n "$browser" ] || wanted="chromium fonts-dejavu-core"
if [ -z "${TEST_DATABASE_URL:-}" ] && ! command -v postgres >/dev/null 2>&1 && ! ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; then
    .venv/bin/python -c 'import socket; socket.create_connection(("127.0.0.1", 5432), 2).close()' 2>/dev/null ||
        wanted="$wanted postgresql"
fi
if ! command -v clamd >/dev/null 2>&1 && ! [ -x /usr/sbin/clamd ] && ! [ -x /usr/local/sbin/clamd ]; then
    wanted="$wanted clamav-daemon"
fi
{ command -v node && command -v npm; } >/dev/null 2>&1 || wanted="$wanted nodejs npm"

command -v faketime >/dev/null 2>&1 || wanted="$wanted faketime"

# the identity provider of the sign-in tests, by its own lock file, into build/
provider() {
    from=tests/doors/office/signing/provider
    into=build/provider
    cmp -s "$from/package-lock.json" "$into/installed.json" && return 0
    command -v npm >/dev/null 2>&1 || return 0
    echo "Tests: installing the identity provider …"
    rm -rf "$into" && mkdir -p "$into"
    cp "$from/package.json" "$from/package-lock.json" "$into/"
    if ! (cd "$into" && npm ci --ignore-scripts --no-audit --no-fund) >"$into/log" 2>&1; then
        tail -n 5 "$into/log" >&2
        echo "Not installed: the identity provider (npm ci failed). The tests that need it are left out." >&2
        if [ "${CI:-}" = "true" ]; then exit 1; fi
        return 0
    fi
    cp "$from/package-lock.json" "$into/installed.json"
}
[ -n "$wanted" ] || { provider; exit 0; }

left_out() {
    echo "Not installed: $wanted ($1). The tests that need it are left out." >&2
    [ "${CI:-}" = "true" ] && exit 1
    provider
    exit 0
}
command -v apt-get >/dev/null 2>&1 || left_out "this is not Debian; install it by this system's means"
[ "$(id -u)" = 0 ] || left_out "installing needs root: apt-get install $wanted"
echo "Tests: installing $wanted …"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
# the list of words is meant to split
# shellcheck disable=SC2086
if ! { apt-get update && apt-get install --yes --no-install-recommends $wanted; } >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    rm -f "$log"
    left_out "apt-get failed: see above"
fi
rm -f "$log"
provider
