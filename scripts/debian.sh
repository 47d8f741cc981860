#!/usr/bin/env bash
# Bring packages from Debian: `debian.sh REASON PACKAGE...`. Afterwards all of them are installed, or the caller knows
# what is missing and how to get it.
set -euo pipefail

reason=$1
shift

missing=()
for package in "$@"; do
    state=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

if ! command -v apt-get >/dev/null; then
    echo "Missing for $reason: ${missing[*]}. These are the names of Debian's packages; install their like on this system." >&2
    exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
    echo "Missing for $reason: ${missing[*]}. Install them as root: apt-get install ${missing[*]}" >&2
    exit 1
fi

echo "Installing from Debian for $reason: ${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq >/dev/null
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
