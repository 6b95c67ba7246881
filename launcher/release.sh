# shellcheck shell=sh
# Packs a release: an archive with all that a Linux machine needs to run Frontrow, its checksum, and the list of its
# parts (an SBOM). Two runs make the same bytes: the order, owner, rights and times of files do not depend on this machine.

# Those that the server and its libraries name, as jdeps finds them, and what they ask for at run time: charsets, Korean
# texts, figures of the machine, whether the user is root; jcmd looks at a running server.
runtime_modules=java.se,jdk.charsets,jdk.crypto.cryptoki,jdk.httpserver,jdk.jcmd,jdk.jfr,jdk.localedata,jdk.management
runtime_modules=$runtime_modules,jdk.security.auth,jdk.unsupported,jdk.zipfs

release() {
  jar=
  to=$root/target/release
  while [ $# -gt 0 ]; do
    case $1 in
      --jar) check_value "$1" $#; [ -f "$2" ] || misused "$1 wants a file"; jar=$2; shift ;;
      --to) check_value "$1" $#; [ -n "$2" ] || misused "$1 wants a folder"; to=$2; shift ;;
      -h | --help) usage; exit 0 ;;
      *) misused "release does not know '$1'" ;;
    esac
    shift
  done
  name=$(release_name)
  tar --version 2>/dev/null | grep -q GNU || fail "GNU tar is needed: it alone sorts what it packs"
  find_jdk
  if [ -z "$jar" ]; then
    ensure_built
    list_parts
    jar=$root/app/target/frontrow.jar
  fi
  rm -rf "${to:?}/$name"
  mkdir -p "$to/$name"
  say "packing $name"
  gather "$to/$name" "$jar"
  pack
  rm -rf "${to:?}/$name"
  say "packed $to/$name.tar.gz"
}

# The jar brings PostgreSQL for the machine that it was built on, and the JDK makes a runtime for itself only.
release_name() {
  case $(uname -s)-$(uname -m) in
    Linux-x86_64) arch=amd64 ;;
    Linux-aarch64) arch=arm64 ;;
    *) fail "a release is packed on the Linux that it is for, not on $(uname -s) on $(uname -m)" ;;
  esac
  version=$(sed -n 's|^  <version>\(.*\)</version>$|\1|p' "$root/pom.xml")
  echo "frontrow-$version-linux-$arch"
}

list_parts() {
  find_maven
  logged mvn -B -ntp -f "$root/pom.xml" -pl app cyclonedx:makeBom@parts ||
    fail "the list of parts cannot be made; the log is in $build_log"
}

# What a release consists of.
gather() { # folder jar
  cp -- "$root/frontrow" "$root/LICENSE" "$root/app/target/frontrow.cdx.json" "$1"
  mkdir "$1/launcher" "$1/docs" "$1/licences"
  for part in words tools server train doctor verify; do
    cp -- "$root/launcher/$part.sh" "$1/launcher"
  done
  cp -- "$root/docs/settings.md" "$root/docs/deploy.md" "$root/docs/runbook.md" "$1/docs"
  cp -- "$root/deploy/frontrow.service" "$1"
  cp -- "$root/deploy/licences/"* "$1/licences"
  "$JAVA_HOME/bin/java" -Djarmode=tools -jar "$2" extract --destination "$1/server" >/dev/null
  mv -- "$1/server/$(basename -- "$2")" "$1/server/frontrow.jar" 2>/dev/null || [ -f "$1/server/frontrow.jar" ]
  "$JAVA_HOME/bin/javac" -proc:none -d "$1/verifier" "$root/verifier/src/main/java/dev/frontrow/verifier/"*.java
  "$JAVA_HOME/bin/javac" -proc:none -d "$1/launcher" "$root/launcher/Reach.java"
  "$JAVA_HOME/bin/jlink" --add-modules "$runtime_modules" --include-locales=en,ko --no-header-files --no-man-pages \
    --generate-cds-archive --output "$1/runtime"
}

# As old as the commit, so that each version's files are newer than those of the one before.
pack() {
  time=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null || echo 0)}
  tar_of "$to/$name.tar" "$to" "$name"
  gzip --no-name --force "$to/$name.tar"
  cp -- "$to/$name/frontrow.cdx.json" "$to/$name.cdx.json"
  (cd -- "$to" && sha256sum "$name.tar.gz" "$name.cdx.json" >"$name.sha256")
}

# Nothing in it depends on this machine.
tar_of() { # tar folder names...
  tar=$1
  folder=$2
  shift 2
  tar --create --file="$tar" --directory="$folder" --format=gnu --sort=name --mtime="@$time" \
    --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX "$@"
}
