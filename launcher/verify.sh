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

verify_report() { verify_by VerifyReport "a report" --key "a key" "$@"; }

verify_audit() { verify_by VerifyAudit "a server" --heads "a file" "$@"; }

# The checks that have one option.
verify_by() { # class whose option what-it-wants arguments...
  class=$1 whose=$2 option=$3 wanted=$4
  shift 4
  published=
  given=
  while [ $# -gt 0 ]; do
    case $1 in
      "$option") check_value "$1" $#; [ -n "$2" ] || misused "$1 wants $wanted"; given=$2; shift ;;
      -h | --help) usage; exit 0 ;;
      -*) misused "$command does not know '$1'" ;;
      *) [ -z "$published" ] && [ -n "$1" ] || misused "$command wants one address or file, got '$1' too"; published=$1 ;;
    esac
    shift
  done
  [ -n "$published" ] || misused "$command wants the address of $whose, or a file"
  run_verifier "$class" "$published" ${given:+"$option" "$given"}
}
