# shellcheck shell=sh
# Runs the benchmarks. They parse and explain their options themselves.

# Progress is shown on a terminal only.
[ -t 2 ] && progress=yes || progress=

bench() {
  if [ $# -eq 0 ]; then
    echo "waiting-room  a million fans in virtual time against the waiting room: order, rate, waits, polls, memory, ticks"
    echo "group-commit  its races, played until they happen (jcstress), and its cost beside a lock for each command (JMH)"
    echo "hot-path      the server over HTTP beside nginx and bare SQL: polls, refusals, joins, holds, payments (needs wrk)"
    echo "pages         the fans' pages in a Chromium on a slow connection: first paint, requests, bytes (needs chromium)"
    echo "editor        imports a house of 20,000 seats and drags all of it in the editor of venues (needs chromium)"
    echo "start         how soon a start answers, how much memory it takes, and how fast the first holds are"
    echo "nodes         two servers on one database beside one: polls, joins, holds (needs wrk and taskset)"
    return
  fi
  case $1 in
    waiting-room) shift; bench_waiting_room "$@" ;;
    group-commit) shift; bench_group_commit "$@" ;;
    hot-path) shift; bench_server dev.frontrow.hotpath.HotPathBench "$@" ;;
    pages) shift; bench_server dev.frontrow.hotpath.PagesBench "$@" ;;
    editor) shift; bench_server dev.frontrow.hotpath.EditorBench "$@" ;;
    start) shift; bench_server dev.frontrow.hotpath.StartBench "$@" ;;
    nodes) shift; bench_server dev.frontrow.hotpath.NodesBench "$@" ;;
    -h | --help) usage ;;
    *) misused "bench does not know '$1'" ;;
  esac
}

bench_waiting_room() {
  ensure_bench_built
  # The heap size is one of the bars: the room and all simulated fans must fit. The serial collector suits its large arrays.
  exec "$JAVA_HOME/bin/java" -Xmx256m -XX:+UseSerialGC -cp "$root/bench/target/frontrow-bench.jar:$root/bench/target/lib/*" \
    dev.frontrow.line.WaitingRoomBench --home "$root" ${progress:+--progress} "$@"
}

bench_group_commit() {
  [ $# -eq 0 ] || misused "bench group-commit takes no options, got '$1'"
  ensure_bench_built
  mkdir -p "$root/bench/target/races"
  # jcstress writes its results into the current folder.
  cd "$root/bench/target/races"
  "$JAVA_HOME/bin/java" -cp "$root/bench/target/frontrow-bench.jar:$root/bench/target/lib/*" org.openjdk.jcstress.Main \
    -t GroupCommitRaces -sc false -f 1 -fsm 1 -iters 4 -time 1000 || fail "a race has broken a claim, see above"
  exec "$JAVA_HOME/bin/java" -cp "$root/bench/target/frontrow-bench.jar:$root/bench/target/lib/*" org.openjdk.jmh.Main \
    GroupCommitBenchmark -prof gc
}

bench_server() { # class arguments...
  class=$1
  shift
  ensure_built
  ensure_bench_built
  # The serial collector leaves more CPU to the server.
  exec "$JAVA_HOME/bin/java" -Xmx1g -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
    -cp "$root/bench/target/frontrow-bench.jar:$root/bench/target/lib/*:$run/lib/*" \
    "$class" --home "$root" ${progress:+--progress} "$@"
}
