# shellcheck shell=sh
# Runs a cluster on this machine, and the drill that breaks it. They parse and explain their options themselves.

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

drill() {
  [ $# -gt 0 ] || misused "say which drill: cluster or restart"
  case $1 in
    cluster) shift; run_drill dev.frontrow.drill.DrillCommand "$@" ;;
    restart) shift; run_drill dev.frontrow.drill.RestartCommand "$@" ;;
    -h | --help) usage ;;
    *) misused "drill does not know '$1'" ;;
  esac
}
