#!/usr/bin/env bash
# Print the path of a Python interpreter.
#   python.sh          one that this project runs on: $PYTHON when set, else python3, python3.12, python3.11, pyenv's
#   python.sh 3.12     one of that version, from the PATH, then from pyenv; status 1 when there is none
set -euo pipefail

version_of() {
    "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || echo none
}

find_version() {
    local wanted=$1 candidate
    for candidate in python3 "python$wanted" "${PYENV_ROOT:-$HOME/.pyenv}/versions/$wanted".*/bin/python; do
        if [ "$(version_of "$candidate")" = "$wanted" ]; then
            "$candidate" -c 'import sys; print(sys.executable)'
            return 0
        fi
    done
    return 1
}

refuse() {
    echo "This project runs on Python 3.11 or 3.12, and $1." >&2
    echo "Install one of them, or name it: make PYTHON=/path/to/python3.12 demo" >&2
    exit 1
}

if [ $# -eq 1 ]; then
    find_version "$1"
elif [ -n "${PYTHON:-}" ]; then
    found=$(version_of "$PYTHON")
    case $found in
    3.11 | 3.12) "$PYTHON" -c 'import sys; print(sys.executable)' ;;
    none) refuse "$PYTHON does not run" ;;
    *) refuse "$PYTHON is Python $found" ;;
    esac
else
    usual=$(version_of python3)
    case $usual in
    3.11 | 3.12) find_version "$usual" ;;
    *) find_version 3.12 || find_version 3.11 || refuse "python3 here is Python $usual" ;;
    esac
fi
