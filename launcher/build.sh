# shellcheck shell=sh
# Builds the server, the benchmarks and the drill if their sources have changed since the last build.

build_log=$root/target/build.log

# The checksum of the content of these files and folders. Modification times are unreliable: a copy has new ones, and a
# checkout may have old ones.
sum_of() {
  (cd -- "$root" && find "$@" -type f -exec cksum {} + | LC_ALL=C sort | cksum)
}

server_sources="pom.xml app/pom.xml app/src/main"
# The last one of each is compiled with it by a link.
bench_sources="$server_sources bench/pom.xml bench/src/main app/src/test/java/dev/frontrow/reservation/PlainHoldPlacing.java"
drill_sources="$server_sources drill/pom.xml drill/src/main app/src/test/java/dev/frontrow/Audit.java"

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
  # Without the cache a start takes longer, and nothing else changes.
  make_cache "$run/frontrow.aot" "$build_log" || say "no AOT cache was made: $build_log says why"
  echo "$sources" >"$run/built"
  say "built"
}

ensure_built() {
  find_jdk
  is_built && return
  lock_build
  is_built || build
  unlock_build
}

# The benchmarks and the drill need neither the extracted server nor its AOT cache, only its classes.
is_part_built() { # module sources...
  module=$1
  shift
  [ -f "$root/$module/target/built" ] && [ "$(cat "$root/$module/target/built")" = "$(sum_of "$@")" ]
}

build_part() { # module sources...
  module=$1
  shift
  find_maven
  say "building; the first time takes some minutes, while Maven fetches what it needs (log: $build_log)"
  : >"$build_log"
  sources=$(sum_of "$@")
  if ! logged mvn -B -ntp -f "$root/pom.xml" -pl "$module" -am package -Dmaven.test.skip=true -Dspotless.check.skip=true; then
    tail -n 60 "$build_log" >&2
    fail "the build failed; the whole log is in $build_log"
  fi
  echo "$sources" >"$root/$module/target/built"
  say "built"
}

ensure_part_built() { # module sources...
  find_jdk
  is_part_built "$@" && return
  lock_build
  is_part_built "$@" || build_part "$@"
  unlock_build
}

# shellcheck disable=SC2086 # the list is to be split
ensure_bench_built() {
  ensure_part_built bench $bench_sources
}

# shellcheck disable=SC2086 # the list is to be split
ensure_drill_built() {
  ensure_part_built drill $drill_sources
}
