#!/bin/sh
# Makes requirements.lock and requirements-dev.lock from the .in files: hashes of every wheel, for every
# Python from 3.11 and every system; no address in them, so that any package index can serve them.
set -eu
cd "$(dirname "$0")/.."
UV="${UV:-uv}"
command -v "$UV" >/dev/null 2>&1 || { echo "make lock needs uv (UV=path names one that is not on the path)." >&2; exit 1; }
pin() {
    "$UV" pip compile --quiet --universal --python-version 3.11 --generate-hashes --only-binary :all: \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links "$@"
}
pin requirements.in --output-file requirements.lock
pin requirements-dev.in --constraint requirements.lock --output-file requirements-dev.lock
if grep -n '://' requirements.lock requirements-dev.lock; then
    echo "A lock file names an address; it must not." >&2
    exit 1
fi
