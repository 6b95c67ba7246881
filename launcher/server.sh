# shellcheck shell=sh
# Runs the server, and the commands in its jar.

# In this small heap the parallel collector pauses for a few milliseconds only. The default one marks concurrently, which
# occupies a core for longer. Six sevenths are for the old generation, which holds the boards: when it is full, a full
# collection pauses for 0.2 s and more. If FRONTROW_JAVA_OPTS names a collector, that one is used; the JVM takes only one.
collector() {
  case ${FRONTROW_JAVA_OPTS:-} in
    *-XX:+Use*GC*) ;;
    *) echo -XX:+UseParallelGC -XX:NewRatio=6 ;;
  esac
}

# Where the heap is to follow the memory of a container, it has no size of its own.
heap() {
  case ${FRONTROW_JAVA_OPTS:-} in
    *-XX:MaxRAMPercentage=*) ;;
    *) echo -Xmx512m ;;
  esac
}

ensure_server() {
  if is_release; then find_jdk; else ensure_built; fi
}

# A cache and the server that uses it must agree on these. The compilers need much memory at the start; the C library keeps
# what they free, unless it is told to give it back.
server_options() {
  echo "$(heap)" "$(collector)" -XX:TrimNativeHeapInterval=5000 --enable-native-access=ALL-UNNAMED "${FRONTROW_JAVA_OPTS:-}"
}

run_java() {
  set -f
  # shellcheck disable=SC2046 # the options are to be split
  exec "$JAVA_HOME/bin/java" $(server_options) "$@"
}

# The JVM is to say nothing on standard output, if it does not use the cache after all.
run_with_cache() { # cache arguments...
  cache=$1
  shift
  run_java -XX:AOTCache="$cache" -Xlog:aot=off -Xlog:cds=off "$@"
}

# For commands, which do not ask whether the cache fits.
run_frontrow() {
  [ ! -s "$run/frontrow.aot" ] || run_with_cache "$run/frontrow.aot" "$@"
  run_java "$@"
}

up() {
  port=
  data=${FRONTROW_DATA_DIR:-$root/data}
  fresh=
  demo=
  untrained=
  while [ $# -gt 0 ]; do
    case $1 in
      --port) check_value "$1" $#; check_number "$1" "$2" 0 65535; port=$2; shift ;;
      --data) check_value "$1" $#; [ -n "$2" ] || misused "$1 wants a folder"; data=$2; shift ;;
      --fresh) fresh=yes ;;
      --no-demo) demo=no ;;
      --no-training) untrained=yes ;;
      -h | --help) usage; exit 0 ;;
      *) misused "up does not know '$1'" ;;
    esac
    shift
  done
  if [ -n "$fresh" ] && [ -n "${SPRING_DATASOURCE_URL:-}" ]; then
    misused "--fresh deletes a data folder, but SPRING_DATASOURCE_URL names a database: empty that one yourself"
  fi
  ensure_server
  set -- -jar "$run/frontrow.jar" --frontrow.data-dir="$data" \
    ${port:+--server.port="$port"} ${fresh:+--frontrow.fresh=true} ${demo:+--frontrow.demo=false}
  cache=$(cache_file "$data")
  if why=$(fits "$cache"); then
    say "starts with the AOT cache $cache"
    run_with_cache "$cache" "$@"
  fi
  say "starts without an AOT cache: $why"
  [ -n "$untrained" ] || train_beside $$ "$cache"
  run_java "$@"
}

# For the health checks of containers. By bash alone: images have no curl, and a JVM each time would take CPU from the sale.
health() {
  port=${SERVER_PORT:-8080}
  while [ $# -gt 0 ]; do
    case $1 in
      --port) check_value "$1" $#; check_number "$1" "$2" 1 65535; port=$2; shift ;;
      -h | --help) usage; exit 0 ;;
      *) misused "health does not know '$1'" ;;
    esac
    shift
  done
  command -v bash >/dev/null || fail "health needs bash"
  # shellcheck disable=SC2016 # bash replaces $0
  bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$0" &&
    printf "GET /actuator/health/readiness HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" >&3 &&
    read -r -t 3 version status reason <&3 && [ "$status" = 200 ]' "$port" 2>/dev/null ||
    fail "no server on port $port is ready"
}

# These commands parse and explain their options themselves.
token() {
  ensure_server
  run_frontrow -cp "$run/frontrow.jar" dev.frontrow.identity.TokenCommand --home "$root" "$@"
}

backup() {
  ensure_server
  run_frontrow -cp "$run/frontrow.jar" dev.frontrow.BackupCommand --home "$root" "$@"
}

restore() {
  ensure_server
  run_frontrow -cp "$run/frontrow.jar" dev.frontrow.RestoreCommand --home "$root" "$@"
}
