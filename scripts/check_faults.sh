#!/usr/bin/env bash
# Make every trouble happen to the relay, on a MariaDB and a Redis of its own that are ended and started again in
# mid-run. Ends with a table: what was lost, what was doubled, and what the reconcile command said.
set -euo pipefail

cd "$(dirname "$0")/.."
export SERVICES_FOLDER=$PWD/.services-faults MARIADB_PORT=${MARIADB_PORT:-23306} REDIS_PORT=${REDIS_PORT:-26379}
trap 'scripts/services.sh stop' EXIT

mapfile -t settings < <(scripts/services.sh start)
env "${settings[@]}" .venv/bin/python -m pytest -q -n 0 -m faults tests/faults "$@"
