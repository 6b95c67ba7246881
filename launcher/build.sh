# shellcheck shell=sh
# Builds the server and the benchmarks if their sources have changed since the last build.

run=$root/app/target/run
build_log=$root/target/build.log
bench_built=$root/bench/target/built

# The checksum of the content of these files and folders. Modification times are unreliable: a copy has new ones, and a
# checkout may have old ones.
sum_of() {
  (cd -- "$root" && find "$@" -type f -exec cksum {} + | LC_ALL=C sort | cksum)
}

server_sources="pom.xml app/pom.xml app/src/main"
# The last one is compiled with the benchmarks by a link.
bench_sources="$server_sources bench/pom.xml bench/src/main app/src/test/java/dev/frontrow/reservation/PlainHoldPlacing.java"

# shellcheck disable=SC2086 # the lists are to be split
is_built() {
  [ -f "$run/built" ] && [ "$(cat "$run/built")" = "$(sum_of $server_sources)" ]
}

# Two servers started at once must not build into the same folder: the second waits for the first. The lock is a symbolic
# link to its holder's process id: creating one is atomic, and a dead holder can be detected.
lock_build() {
  mkdir -p "$root/target"
  until ln -s $$ "$root/target/building" 2>/dev/null; do
    holder=$(readlink "$root/target/building" || true)
    if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
      rm -f "$root/target/building"
    fi
    sleep 1
  done
  trap 'rm -f "$root/target/building"' EXIT
  trap 'kill -TERM ${part:-} 2>/dev/null; exit 143' TERM INT HUP
}

unlock_build() {
  trap - TERM INT HUP EXIT
  rm -f "$root/target/building"
}

# Runs a part of the build with its output in the log. It runs in the background, so that a signal ends it too.
logged() {
  "$@" >>"$build_log" 2>&1 &
  part=$!
  wait $part
}

build() {
  find_maven
  say "building; the first time takes some minutes, while Maven fetches what it needs (log: $build_log)"
  : >"$build_log"
  # Taken before the build, so that later edits cause another one.
  # shellcheck disable=SC2086 # the list is to be split
  sources=$(sum_of $server_sources)
  # Maven would keep what was deleted or renamed since the last build, a migration for example.
  rm -rf "$run" "$root/app/target/classes"
  if ! logged mvn -B -ntp -f "$root/pom.xml" -pl app -am package -Dmaven.test.skip=true -Dspotless.check.skip=true ||
    ! logged "$JAVA_HOME/bin/java" -Djarmode=tools -jar "$root/app/target/frontrow.jar" extract --destination "$run"; then
    tail -n 60 "$build_log" >&2
    fail "the build failed; the whole log is in $build_log"
  fi
  remember_start
  echo "$sources" >"$run/built"
  say "built"
}

# Starts the server once on temporary data to create the JVM's AOT cache, which halves the time of later starts. The
# cache is optional, so a failure here does not fail the build.
remember_start() {
  training_data=$root/target/training-data
  rm -rf "$training_data"
  # With a clean environment, because the caller's may name a database or a cluster.
  env -i PATH="$PATH" HOME="${HOME:-/}" "$JAVA_HOME/bin/java" -Xmx512m -XX:+UseParallelGC -XX:NewRatio=4 --enable-native-access=ALL-UNNAMED \
    -XX:AOTCacheOutput="$run/frontrow.aot" -jar "$run/frontrow.jar" \
    --server.port=0 --frontrow.data-dir="$training_data" >>"$build_log" 2>&1 &
  part=$!
  waited=0
  until grep -q '^Frontrow is ready' "$build_log" || [ $waited -ge 120 ] || ! kill -0 $part 2>/dev/null; do
    sleep 1
    waited=$((waited + 1))
  done
  kill -TERM $part 2>/dev/null || true
  wait $part || rm -f "$run/frontrow.aot"
  part=
  rm -rf "$training_data"
}

ensure_built() {
  find_jdk
  is_built && return
  lock_build
  is_built || build
  unlock_build
}

# The benchmarks need neither the extracted server nor its AOT cache.
# shellcheck disable=SC2086 # the list is to be split
is_bench_built() {
  [ -f "$bench_built" ] && [ "$(cat "$bench_built")" = "$(sum_of $bench_sources)" ]
}

build_bench() {
  find_maven
  say "building; the first time takes some minutes, while Maven fetches what it needs (log: $build_log)"
  : >"$build_log"
  # shellcheck disable=SC2086 # the list is to be split
  sources=$(sum_of $bench_sources)
  if ! logged mvn -B -ntp -f "$root/pom.xml" -pl bench -am package -Dmaven.test.skip=true -Dspotless.check.skip=true; then
    tail -n 60 "$build_log" >&2
    fail "the build failed; the whole log is in $build_log"
  fi
  echo "$sources" >"$bench_built"
  say "built"
}

ensure_bench_built() {
  find_jdk
  is_bench_built && return
  lock_build
  is_bench_built || build_bench
  unlock_build
}
