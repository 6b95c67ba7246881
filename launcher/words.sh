# shellcheck shell=sh
# The launcher's usage text, its messages, and the checks of its arguments.

usage() {
  usage_of_server
  usage_of_backups
  is_release || usage_of_sources
  usage_of_checks
  cat <<'TEXT'
  ./frontrow help

Environment: every setting as SPRING_… or FRONTROW_… variable; SPRING_DATASOURCE_URL (with …_USERNAME and …_PASSWORD)
names an own PostgreSQL, else one is started in the data folder. FRONTROW_JAVA_OPTS adds options of the JVM.
TEXT
}

usage_of_server() {
  starts="Builds if needed, starts"
  ! is_release || starts=Starts
  cat <<TEXT
Usage:
  ./frontrow up [--port N] [--data DIR] [--fresh] [--no-demo] [--no-training]
        $starts the server in the foreground; Ctrl-C ends it.
        --port N     listen here (default 8080; 0 takes any free port)
        --data DIR   keep the data here (default: the folder data beside this script)
        --fresh      delete all data first
        --no-demo    without the demo's concerts and buyers
        --no-training   without a training beside the server, if the JVM has no cache that fits
  ./frontrow train [--data DIR]
        Sells on temporary data for a minute, so that the JVM remembers it (AOT cache): later starts take half the time.
        --data DIR   for a server that keeps its data here, if the cache cannot be kept beside the server
  ./frontrow health [--port N]
        Fails unless a server on this machine is ready for fans: the health check of images. Needs bash.
  ./frontrow token --buyers N [--data DIR]
        Prints access tokens of N demo buyers of a running server, one a line, for load tests.
  ./frontrow doctor [--port N] [--data DIR]
        Looks at this machine (Java, port, disk, memory, limits, clock, database, settings) and says what to do.
TEXT
}

# What a release does not have.
usage_of_sources() {
  cat <<'TEXT'
  ./frontrow cluster [--nodes N] [--port N] [--data DIR]
        Starts several servers behind one address on this machine, with PostgreSQL and a Redis from the PATH, to try a
        cluster; Ctrl-C ends all. cluster --help tells the options, once it is built.
  ./frontrow bench [waiting-room|hot-path|pages|editor|nodes|group-commit]
        Lists the benchmarks; with a name, builds what it needs and runs it. Fails where a figure misses its bar.
        all but group-commit tell their options with --help, once they are built.
  ./frontrow drill cluster [--minutes N] [--seed N]
        Kills, stops and cuts off parts of a cluster on this machine while fans buy, and checks that nothing was lost.
        Needs redis-server. drill cluster --help tells the options, once it is built.
  ./frontrow drill restart [--nodes N] [--rate N] [--rounds N] [--upgrade]
        Restarts the nodes of a cluster behind nginx one after the other under a steady load; no call may fail. With
        --upgrade each is then replaced by the next version. Needs redis-server and nginx.
  ./frontrow drill fail-over [--rounds N]
        Kills PostgreSQL's primary under load and promotes its standby, N times (default 25). Needs Debian's PostgreSQL.
  ./frontrow release [--to DIR] [--jar FILE]
        Packs an archive for Linux that needs neither JDK nor Maven, with its checksum and its list of parts.
        --to DIR     put them here (default: the folder target/release beside this script)
        --jar FILE   pack this jar instead of building one
  ./frontrow image [--to DIR] [--release FILE] [--base FILE]
        Packs two images for containers, without an engine: embedded brings PostgreSQL, external does not. Needs mmdebstrap.
        --to DIR     put them here (default: the folder target/image beside this script)
        --release FILE   the archive of a release to make them of, instead of packing one
        --base FILE   a tar file to build on, instead of making a Debian
  ./frontrow test
        Runs every test.
TEXT
}

usage_of_backups() {
  cat <<'TEXT'
  ./frontrow backup FILE [--data DIR] [--postgres DIR]
        Writes all data of one moment into a new file, while the server works. The file holds secrets.
        --postgres DIR   an installed PostgreSQL that reads a data folder of an older version
  ./frontrow restore FILE [--data DIR] [--replace] [--skip-numbers N]
        Brings a backup into an empty data folder or database.
        --replace          keep the folder's data aside, in a folder inside
        --skip-numbers N   numbers of each line that were given after the backup
TEXT
}

# What needs no build.
usage_of_checks() {
  cat <<'TEXT'
  ./frontrow verify-draw URL|FILE [--receipt FILE] [--beacon TEXT]
        Checks a published draw, such as http://HOST/api/v1/concerts/1/draw or a saved one; needs no build.
        --receipt FILE   is this receipt's registration among the drawn, and where?
        --beacon TEXT    what you have read at the beacon's source
  ./frontrow verify-report URL|FILE [--key KEY]
        Checks the signature of a saved report of a sale; needs no build.
        --key KEY        the key that you have noted from http://HOST/api/v1/report-key
  ./frontrow verify-audit URL|FILE [--heads FILE]
        Checks the chain of the audit log: of a server, such as http://HOST, with an operator's access token in
        FRONTROW_TOKEN, or of saved pages. Names what was changed, removed or put in; needs no build.
        --heads FILE     also compare heads that were noted from http://HOST/api/v1/audit-heads
TEXT
}

say() { printf 'frontrow: %s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

misused() {
  say "$*"
  usage >&2
  exit 2
}

check_number() { # option value smallest largest
  case $2 in
    '' | *[!0-9]* | ????????*) misused "$1 wants a number from $3 to $4, not '$2'" ;;
  esac
  [ "$2" -ge "$3" ] && [ "$2" -le "$4" ] || misused "$1 wants a number from $3 to $4, not '$2'"
}

check_value() { # option number-of-arguments-left
  [ "$2" -ge 2 ] || misused "$1 wants a value"
}
