# shellcheck shell=sh
# Runs a cluster on this machine, and the drills that break it. Most parse and explain their options themselves.

run_drill() { # class arguments...
  class=$1
  shift
  ensure_built
  ensure_drill_built
  exec "$JAVA_HOME/bin/java" -Xmx1g -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
    -cp "$root/drill/target/frontrow-drill.jar:$root/drill/target/lib/*:$run/lib/*" "$class" --home "$root" "$@"
}

cluster() {
  run_drill dev.frontrow.localcluster.ClusterCommand "$@"
}

fail_overs() { # [--rounds N]
  rounds=25
  if [ $# -gt 0 ]; then
    [ "$1" = --rounds ] || misused "drill fail-over does not know '$1'"
    check_value --rounds $#
    [ $# -eq 2 ] || misused "drill fail-over does not know '$3'"
    check_number --rounds "$2" 1 1000
    rounds=$2
  fi
  find_jdk
  find_maven
  # So that it fails where there is no PostgreSQL of the system, instead of being skipped.
  export CI=true
  exec mvn -B -ntp -f "$root/pom.xml" -pl app test -Dtest=FailOverTest -Dfrontrow.fail-overs="$rounds" \
    -Dspotless.check.skip=true
}

drill() {
  [ $# -gt 0 ] || misused "say which drill: cluster, restart or fail-over"
  case $1 in
    cluster) shift; run_drill dev.frontrow.drill.DrillCommand "$@" ;;
    restart) shift; run_drill dev.frontrow.drill.RestartCommand "$@" ;;
    fail-over) shift; fail_overs "$@" ;;
    -h | --help) usage ;;
    *) misused "drill does not know '$1'" ;;
  esac
}
