# shellcheck shell=sh
# Looks at this machine as a sale needs it, and says what to do. Changes nothing. What cannot be found out here (another
# system than Linux, a tool that is missing) is passed over in words.

failures=0

fine() { printf '  ok    %s\n' "$*"; }
unknown() { printf '  -     %s\n' "$*"; }
warned() { printf '  warn  %s\n' "$*"; }
failed() {
  printf '  FAIL  %s\n' "$*"
  failures=$((failures + 1))
}

doctor() {
  port=${SERVER_PORT:-8080}
  data=${FRONTROW_DATA_DIR:-$root/data}
  while [ $# -gt 0 ]; do
    case $1 in
      --port) check_value "$1" $#; check_number "$1" "$2" 0 65535; port=$2; shift ;;
      --data) check_value "$1" $#; [ -n "$2" ] || misused "$1 wants a folder"; data=$2; shift ;;
      -h | --help) usage; exit 0 ;;
      *) misused "doctor does not know '$1'" ;;
    esac
    shift
  done
  look_at_java
  look_at_port
  look_at_folder
  look_at_memory
  look_at_files
  look_at_connections
  look_at_clock
  look_at_hosts
  look_at_settings
  [ "$failures" -eq 0 ] || { printf '%s\n' "$failures of these keep Frontrow from working."; exit 1; }
  echo "Frontrow can work here."
}

look_at_java() {
  if found=$(find_jdk 2>&1 && printf '%s' "$JAVA_HOME"); then
    fine "Java in $found"
  else
    failed "${found#frontrow: }"
  fi
}

# Ports on which somebody listens are in /proc in hexadecimal digits; 0A is the state for it.
look_at_port() {
  if [ ! -r /proc/net/tcp ]; then
    unknown "port $port: not looked at on this system"
  elif awk -v port="$(printf '%04X' "$port")" '$4 == "0A" { sub(/.*:/, "", $2); if ($2 == port) taken = 1 }
      END { exit !taken }' /proc/net/tcp /proc/net/tcp6 2>/dev/null; then
    failed "port $port is in use: stop what uses it, or choose another with --port"
  else
    fine "port $port is free"
  fi
}

look_at_folder() {
  [ -z "${SPRING_DATASOURCE_URL:-}" ] || { unknown "data folder: the database is elsewhere"; return; }
  there=$data
  while [ ! -e "$there" ]; do there=$(dirname -- "$there"); done
  if [ ! -d "$there" ] || [ ! -w "$there" ]; then
    failed "$data cannot be written: choose another folder with --data, or change its owner"
    return
  fi
  free=$(df -Pk -- "$there" | awk 'NR == 2 { print int($4 / 1024) }')
  if [ "$free" -lt 2048 ]; then
    failed "$data has $free MiB left: a sale needs 2048 MiB at least"
  else
    fine "$data can be written and has $free MiB left"
  fi
}

look_at_memory() {
  [ -r /proc/meminfo ] || { unknown "memory: not looked at on this system"; return; }
  free=$(awk '$1 == "MemAvailable:" { print int($2 / 1024) }' /proc/meminfo)
  if [ "$free" -lt 1536 ]; then
    warned "$free MiB of memory are available: server and database need 1536 MiB, or the system may end them"
  else
    fine "$free MiB of memory are available"
  fi
}

look_at_files() {
  files=$(ulimit -n)
  if [ "$files" = unlimited ] || [ "$files" -ge 16384 ]; then
    fine "$files files and connections may be open"
  else
    warned "$files files and connections may be open, and each fan needs one: ulimit -n 65536 (systemd: LimitNOFILE)"
  fi
}

look_at_connections() {
  [ -r /proc/sys/net/core/somaxconn ] || { unknown "new connections: not looked at on this system"; return; }
  waiting=$(cat /proc/sys/net/core/somaxconn)
  if [ "$waiting" -lt 4096 ]; then
    warned "$waiting new connections may wait; a rush has more: sysctl -w net.core.somaxconn=4096"
  else
    fine "$waiting new connections may wait"
  fi
}

look_at_clock() {
  synchronised=$(timedatectl show --property NTPSynchronized --value 2>/dev/null || true)
  case $synchronised in
    yes) fine "the clock follows a time server" ;;
    no) warned "the clock follows no time server, and sales open by it: timedatectl set-ntp true" ;;
    *) unknown "whether the clock follows a time server is not known here" ;;
  esac
}

look_at_hosts() {
  look_at_host "the database" "${SPRING_DATASOURCE_URL:-}" 5432
  look_at_host "Redis" "${FRONTROW_CLUSTER_REDIS:-}" 6379
}

# A release has no compiler.
reach() { # host port
  find_jdk
  if is_release; then
    "$JAVA_HOME/bin/java" -cp "$root/launcher" Reach "$@"
  else
    "$JAVA_HOME/bin/java" "$root/launcher/Reach.java" "$@"
  fi
}

# The first host of an address: what may stand before it (a password), and behind it, is left out.
look_at_host() { # what address port
  [ -n "$2" ] || return 0
  first=$(printf '%s' "$2" | sed 's|^[^/]*//||; s|[/?,].*||; s|.*@||')
  host=$first
  number=$3
  case $first in
    *]) ;; # an IPv6 address without a port
    *:*) host=${first%:*} number=${first##*:} ;;
  esac
  (find_jdk) 2>/dev/null || { unknown "$1 at $host:$number: looked at by the JDK alone"; return 0; }
  if why=$(reach "$host" "$number" 2>&1); then
    fine "$1 at $host:$number can be reached"
  else
    failed "$1 at $host:$number cannot be reached: $why"
  fi
}

# The page of settings has them all; the launcher has some of its own.
look_at_settings() {
  wrong=
  for name in $(env | sed -n 's/^\(FRONTROW_[A-Z0-9_]*\)=.*/\1/p'); do
    case $name in
      FRONTROW_JAVA_OPTS | FRONTROW_TOKEN) continue ;;
    esac
    grep -q "\`$name\`" "$root/docs/settings.md" || wrong="$wrong $name"
  done
  if [ -n "$wrong" ]; then
    failed "no settings of Frontrow, so the start refuses them:$wrong (docs/settings.md has all)"
  else
    fine "every FRONTROW_… variable is a setting"
  fi
}
