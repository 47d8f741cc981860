#!/usr/bin/env bash
# Make a virtual environment with this checkout in it: `venv.sh FOLDER PYTHON EXTRAS`, for example `.venv python3 demo,test`.
# Afterwards every version that an Open edX site of that Python's line pins is the one installed.
set -euo pipefail

folder=$1 python=$2 extras=$3
cd "$(dirname "$0")/.."

stamp=$folder/installed-with-${extras//,/-}
if [ -f "$stamp" ] && [ -z "$(find setup.py requirements scripts/venv.sh -newer "$stamp" -print -quit)" ]; then
    exit 0
fi

version=$("$python" -c 'import sys; print("%d%d" % sys.version_info[:2])')
pins=$(echo requirements/open-edx-*-py"$version".txt)

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    scripts/debian.sh "virtual environments" python3-venv
fi
[ -x "$folder/bin/python" ] || "$python" -m venv "$folder"
echo "Installing into $folder under $pins (about a minute the first time) ..."
"$folder/bin/python" -m pip install -q --disable-pip-version-check -c "$pins" -c requirements/tools.txt -e ".[$extras]"
touch "$stamp"
