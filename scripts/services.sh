#!/usr/bin/env bash
# MariaDB and Redis for this checkout alone, on loopback ports of their own.
#   services.sh start    install what is missing, start both, wait until they answer; starting twice is starting once
#   services.sh stop     end both; `stop mariadb` and `stop redis` end the one
#   services.sh status   print the two settings that point at them; status 1 unless both answer
# SERVICES_FOLDER, MARIADB_PORT and REDIS_PORT make it another pair, which may be ended while the first one runs.
# They keep invented people only and are reachable from this machine only, so neither has a password.
set -euo pipefail

cd "$(dirname "$0")/.."
folder=${SERVICES_FOLDER:-$PWD/.services}
mariadb_port=${MARIADB_PORT:-13306}
redis_port=${REDIS_PORT:-16379}

mariadb_answers() {
    mariadb --no-defaults --protocol=tcp --host=127.0.0.1 --port=$mariadb_port --user=outcomes \
        --execute='SELECT 1' >/dev/null 2>&1
}

redis_answers() {
    [ "$(redis-cli -h 127.0.0.1 -p $redis_port ping 2>/dev/null)" = PONG ]
}

say_whose() {
    [ -f "$folder/$1.pid" ] || echo "Using the $1 that another checkout started; it is ended there." >&2
}

wait_until() {
    local question=$1 name=$2
    for _ in $(seq 150); do
        if "$question"; then return 0; fi
        sleep 0.2
    done
    echo "$name did not answer within 30 seconds; its log is $folder/$name.log" >&2
    return 1
}

start_mariadb() {
    local user
    user=$(id -un)
    if [ ! -d "$folder/mariadb/mysql" ]; then
        mariadb-install-db --no-defaults --user="$user" --datadir="$folder/mariadb" \
            --auth-root-authentication-method=normal --skip-test-db >"$folder/mariadb-install.log" 2>&1
    fi
    cat >"$folder/mariadb-init.sql" <<'SQL'
CREATE DATABASE IF NOT EXISTS outcomes;
CREATE USER IF NOT EXISTS outcomes@127.0.0.1;
GRANT ALL ON `outcomes%`.* TO outcomes@127.0.0.1;
GRANT ALL ON `test\_%`.* TO outcomes@127.0.0.1;
SQL
    # A lost transaction after a crash matters to nobody here, a fast test does.
    nohup mariadbd --no-defaults --user="$user" --datadir="$folder/mariadb" --port=$mariadb_port \
        --bind-address=127.0.0.1 --socket="$folder/mariadb.sock" --pid-file="$folder/mariadb.pid" \
        --init-file="$folder/mariadb-init.sql" --character-set-server=utf8mb4 \
        --collation-server=utf8mb4_unicode_ci --skip-log-bin --skip-name-resolve \
        --innodb-flush-log-at-trx-commit=2 >"$folder/mariadb.log" 2>&1 </dev/null &
}

start_redis() {
    redis-server --port $redis_port --bind 127.0.0.1 --save "" --daemonize yes --dir "$folder" \
        --pidfile "$folder/redis.pid" --logfile "$folder/redis.log" >/dev/null
}

start() {
    local headers=(gcc libmariadb-dev pkg-config)
    [[ $(scripts/python.sh) != /usr/bin/* ]] || headers+=(python3-dev)
    scripts/debian.sh "make services" mariadb-server-core mariadb-client-core redis-server "${headers[@]}"
    mkdir -p "$folder"
    if mariadb_answers; then say_whose mariadb; else start_mariadb; fi
    if redis_answers; then say_whose redis; else start_redis; fi
    wait_until mariadb_answers mariadb
    wait_until redis_answers redis
}

end() {
    local pid_file=$1 program=$2 pid
    [ -f "$pid_file" ] || return 0
    pid=$(cat "$pid_file")
    # After a crash the number may have passed to a stranger.
    while [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$program" ]; do
        kill "$pid" 2>/dev/null || true
        sleep 0.2
    done
    rm -f "$pid_file"
}

status() {
    mariadb_answers && redis_answers || return 1
    echo "DATABASE_URL=mysql://outcomes@127.0.0.1:$mariadb_port/outcomes"
    echo "CELERY_BROKER_URL=redis://127.0.0.1:$redis_port/0"
}

case ${1:-} in
start)
    start
    status
    ;;
stop)
    [ "${2:-mariadb}" != mariadb ] || end "$folder/mariadb.pid" mariadbd
    [ "${2:-redis}" != redis ] || end "$folder/redis.pid" redis-server
    ;;
status) status ;;
*)
    echo "Usage: scripts/services.sh start|stop [mariadb|redis]|status" >&2
    exit 2
    ;;
esac
