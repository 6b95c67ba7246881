# shellcheck shell=sh
# The JVM's AOT cache: the classes that a start and a sale load, and how often they call each method. With it a start takes
# half the time, and the first buyers wait less for the compilers. It fits only the very Java, jars and options that it was
# made with, and no two are alike, so each installation makes its own.

# In the folder of the server, or where that cannot be written in the data folder.
cache_file() { # data
  if [ -s "$run/frontrow.aot" ] || [ -w "$run" ]; then echo "$run/frontrow.aot"; else echo "$1/frontrow.aot"; fi
}

# Asks the JVM, which otherwise does without in silence. Says why not.
fits() { # cache
  [ -e "$1" ] || { echo "there is none yet"; return 1; }
  [ -s "$1" ] || { echo "$1 is empty"; return 1; }
  # shellcheck disable=SC2046 # the options are to be split
  said=$("$JAVA_HOME/bin/java" $(server_options) -XX:AOTCache="$1" -XX:AOTMode=on -cp "$run/frontrow.jar" -version 2>&1) &&
    return
  printf '%s does not fit: %s\n' "$1" "$(printf '%s\n' "$said" | sed 's/^\(\[[^]]*\]\)* *//' | head -n 1)"
  return 1
}

# Becomes a Java with a clean environment, because the caller's may name a database or a cluster.
become() { # arguments...
  exec env -i PATH="$PATH" HOME="$training" FRONTROW_OPERATOR_PASSWORD="$password" FRONTROW_RATE_LIMITS=off \
    FRONTROW_SEATS_PER_BUYER_MAX=100 "$JAVA_HOME/bin/java" "$@"
}

# Sells to a few buyers on temporary data, and keeps what the JVM has learned from it.
make_cache() { # cache log
  training=$1.training
  mkdir -p "$(dirname -- "$1")"
  if ! mkdir "$training" 2>/dev/null; then
    ! kill -0 "$(cat "$training/holder" 2>/dev/null || echo 0)" 2>/dev/null || return 1
    rm -rf "$training"
    mkdir "$training"
  fi
  sh -c 'echo $PPID' >"$training/holder"
  password=$(od -An -N16 -tx8 /dev/urandom | tr -d ' ')
  if learn >"$training/log" 2>&1 && why=$(fits "$training/cache"); then made=yes; else made=; fi
  cat "$training/log" >>"$2"
  [ -z "$made" ] || mv -f -- "$training/cache" "$1"
  rm -rf "$training"
  [ -n "$made" ]
}

# The JVM writes the cache when it ends, in a process of its own.
learn() {
  # shellcheck disable=SC2046 # the options are to be split
  become $(server_options) -XX:AOTCacheOutput="$training/cache" -jar "$run/frontrow.jar" --server.port=0 \
    --frontrow.data-dir="$training/data" &
  part=$!
  if address=$(await_ready) && (become -Xmx128m -XX:TieredStopAtLevel=1 -cp "$run/frontrow.jar" \
    dev.frontrow.demo.Rehearsal "$address"); then sold=yes; else sold=; fi
  kill -TERM $part 2>/dev/null || true
  wait $part || sold=
  part=
  [ -n "$sold" ]
}

await_ready() {
  waited=0
  until grep -q '^Frontrow is ready' "$training/log" || [ $waited -ge 240 ] || ! kill -0 $part 2>/dev/null; do
    sleep 1
    waited=$((waited + 1))
  done
  sed -n 's/^Frontrow is ready at //p' "$training/log" | grep .
}

train() {
  data=${FRONTROW_DATA_DIR:-$root/data}
  while [ $# -gt 0 ]; do
    case $1 in
      --data) check_value "$1" $#; [ -n "$2" ] || misused "$1 wants a folder"; data=$2; shift ;;
      -h | --help) usage; exit 0 ;;
      *) misused "train does not know '$1'" ;;
    esac
    shift
  done
  ensure_server
  wanted=$(cache_file "$data")
  say "sells on temporary data for the AOT cache $wanted"
  make_cache "$wanted" "$wanted.log" || fail "no AOT cache was made; $wanted.log says why"
  say "made; the next start uses it"
}

# A while after the server's start, at the lowest priority, and only where a second server has memory.
train_beside() { # server cache
  (
    sleep 20
    free=$(awk '$1 == "MemAvailable:" { print int($2 / 1024) }' /proc/meminfo 2>/dev/null || echo 0)
    if ! kill -0 "$1" 2>/dev/null; then
      return
    elif [ "$free" -lt 2048 ]; then
      say "no AOT cache is made: a second server would need 2048 MiB of memory. Make it with ./frontrow train"
    elif renice -n 19 -p "$(sh -c 'echo $PPID')" >/dev/null && make_cache "$2" "$2.log"; then
      say "the next start uses the AOT cache $2"
    else
      say "no AOT cache was made; $2.log says why"
    fi
  ) >/dev/null &
}
