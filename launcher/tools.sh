# shellcheck shell=sh
# Finds what must be installed: a JDK, Maven, and a browser for the tests. A release brings the Java that it runs on.

jdk_wanted=25
maven_wanted=3.8

is_release() { [ -x "$root/runtime/bin/java" ]; }

# Where the server is.
if is_release; then run=$root/server; else run=$root/app/target/run; fi

# Reads the version from the JDK's release file, which is faster than running java.
is_wanted_jdk() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ -n "$major" ] && [ "$major" -ge "$jdk_wanted" ]
}

# Without a browser its tests are skipped. For root on Debian it is installed.
find_browser() {
  for browser in chromium-headless-shell chromium chromium-browser google-chrome; do
    command -v "$browser" >/dev/null 2>&1 && return
  done
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "installing chromium-headless-shell for the browser tests"
    if apt-get update -q >/dev/null 2>&1 &&
      DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends chromium-headless-shell >/dev/null 2>&1; then
      return
    fi
  fi
  say "no Chromium found, so the browser tests are passed over: apt-get install chromium-headless-shell"
}

find_jdk() {
  if is_release; then
    export JAVA_HOME="$root/runtime"
    return
  fi
  on_path=$(command -v java || true)
  [ -z "$on_path" ] || on_path=$(readlink -f -- "$on_path" || true)
  for home in "${JAVA_HOME:-}" "${on_path%/bin/java}" /usr/lib/jvm/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-}"/.sdkman/candidates/java/*; do
    if [ -n "$home" ] && is_wanted_jdk "$home"; then
      JAVA_HOME=$home
      export JAVA_HOME
      return
    fi
  done
  fail "no JDK $jdk_wanted or later found: install one (e.g. Eclipse Temurin $jdk_wanted from adoptium.net), or set JAVA_HOME to it."
}

find_maven() {
  how="install it (Debian: apt-get install maven; macOS: brew install maven)."
  command -v mvn >/dev/null 2>&1 || fail "no Maven found on the PATH; $maven_wanted or later is needed: $how"
  found=$(mvn -B -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9][0-9.]*\).*/\1/p' | head -n 1)
  older=$(printf '%s\n%s\n' "$maven_wanted" "${found:-0}" | sort -t . -k 1,1n -k 2,2n | head -n 1)
  [ "$older" = "$maven_wanted" ] || fail "Maven on the PATH is ${found:-unknown}; $maven_wanted or later is needed: $how"
}
