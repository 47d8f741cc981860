#!/usr/bin/env bash
# See to a browser for the tests: an existing Chromium, else Debian's when root, else the one Playwright brings.
set -euo pipefail

cd "$(dirname "$0")/.."
if ! command -v chromium >/dev/null; then
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        scripts/debian.sh "the browser tests" chromium fonts-liberation fonts-dejavu-core
    else
        .venv/bin/playwright install chromium
    fi
fi
