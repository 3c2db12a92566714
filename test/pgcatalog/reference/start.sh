#!/bin/sh
# A PostgreSQL 15 of our own to compare with: sh start.sh <empty directory> <port>. Stop it with pg_ctl -D <directory>/data stop.
set -eu
directory=$1
port=$2
here=$(cd "$(dirname "$0")" && pwd)
bin=/usr/lib/postgresql/15/bin
mkdir -p "$directory"
chown postgres "$directory"
su postgres -c "$bin/initdb -D '$directory/data' -U admin --locale=C -E UTF8 -A trust >'$directory/initdb.log'"
cat >>"$directory/data/postgresql.conf" <<CONF
port=$port
listen_addresses='127.0.0.1'
unix_socket_directories='$directory'
log_statement=all
log_line_prefix='%a|'
timezone=UTC
log_timezone=UTC
fsync=off
shared_buffers=32MB
CONF
su postgres -c "$bin/pg_ctl -D '$directory/data' -l '$directory/log' -w start"
psql -q -h 127.0.0.1 -p "$port" -U admin -d template1 -c 'ALTER DATABASE postgres RENAME TO "all"'
psql -q -h 127.0.0.1 -p "$port" -U admin -d all -v ON_ERROR_STOP=1 -f "$here/schema.sql"
