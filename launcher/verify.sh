# shellcheck shell=sh
# Checks what a server has published.

# From source, with the JDK alone, so that no build needs to be trusted; a release has its classes.
run_verifier() { # class arguments...
  class=$1
  shift
  find_jdk
  if is_release; then
    exec "$JAVA_HOME/bin/java" -cp "$root/verifier" "dev.frontrow.verifier.$class" "$@"
  fi
  exec "$JAVA_HOME/bin/java" "$root/verifier/src/main/java/dev/frontrow/verifier/$class.java" "$@"
}

verify_draw() {
  draw=
  receipt=
  beacon=
  while [ $# -gt 0 ]; do
    case $1 in
      --receipt) check_value "$1" $#; [ -n "$2" ] || misused "$1 wants a file"; receipt=$2; shift ;;
      --beacon) check_value "$1" $#; [ -n "$2" ] || misused "$1 wants a text"; beacon=$2; shift ;;
      -h | --help) usage; exit 0 ;;
      -*) misused "verify-draw does not know '$1'" ;;
      *) [ -z "$draw" ] && [ -n "$1" ] || misused "verify-draw wants one address or file, got '$1' too"; draw=$1 ;;
    esac
    shift
  done
  [ -n "$draw" ] || misused "verify-draw wants the address of a draw, or a file"
  run_verifier VerifyDraw "$draw" ${receipt:+--receipt "$receipt"} ${beacon:+--beacon "$beacon"}
}

verify_report() {
  report=
  key=
  while [ $# -gt 0 ]; do
    case $1 in
      --key) check_value "$1" $#; [ -n "$2" ] || misused "$1 wants a key"; key=$2; shift ;;
      -h | --help) usage; exit 0 ;;
      -*) misused "verify-report does not know '$1'" ;;
      *) [ -z "$report" ] && [ -n "$1" ] || misused "verify-report wants one address or file, got '$1' too"; report=$1 ;;
    esac
    shift
  done
  [ -n "$report" ] || misused "verify-report wants the address of a report, or a file"
  run_verifier VerifyReport "$report" ${key:+--key "$key"}
}

verify_audit() {
  log=
  heads=
  while [ $# -gt 0 ]; do
    case $1 in
      --heads) check_value "$1" $#; [ -n "$2" ] || misused "$1 wants a file"; heads=$2; shift ;;
      -h | --help) usage; exit 0 ;;
      -*) misused "verify-audit does not know '$1'" ;;
      *) [ -z "$log" ] && [ -n "$1" ] || misused "verify-audit wants one address or file, got '$1' too"; log=$1 ;;
    esac
    shift
  done
  [ -n "$log" ] || misused "verify-audit wants the address of a server, or a file"
  run_verifier VerifyAudit "$log" ${heads:+--heads "$heads"}
}
