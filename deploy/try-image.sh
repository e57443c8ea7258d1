#!/usr/bin/env bash
# Runs the steps of the Dockerfile in a chroot made by debootstrap, for machines without a container engine (as root),
# then starts the gateway in it as the image does: as nobody, on a file system it cannot write to.
# deploy/try-image.sh FOLDER: about 2 GB; give MIRROR for another Debian mirror than the machine's own.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$1
mirror=${MIRROR:-$(sed -n 's/^URIs: *\([^ ]*\).*/\1/p; s/^deb \(\[[^]]*\] \)\?\([^ ]*\).*/\2/p' \
  /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -1 || true)}

[ -x "$root/usr/bin/apt-get" ] || debootstrap --variant=minbase bookworm "$root" "$mirror"
# How this machine reaches packages: names, its package tools' settings, and its authorities, which the packages replace.
for settings in /etc/resolv.conf /etc/pip.conf /etc/uv /etc/apt/apt.conf.d; do
  [ -e "$settings" ] && mkdir -p "$root$(dirname "$settings")" && cp -rL --update "$settings" "$root$(dirname "$settings")/"
done
authorities=${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}
mkdir -p "$root/opt" && cp -L "$authorities" "$root/opt/authorities.pem"

copy() {  # what COPY . ./ would take: what git knows
  mkdir -p "$root/app"
  git ls-files -z | grep -zv '^\(tests\|bench\|docs\)/' | xargs -0 cp --parents -t "$root/app"
}

step() { echo "── $1" >&2; chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
  SSL_CERT_FILE=/opt/authorities.pem PIP_CERT=/opt/authorities.pem UV_SYSTEM_CERTS=1 sh -c "mkdir -p /app && cd /app && $1"; }
copy
sed -e ':a' -e '/\\$/N; s/\\\n//; ta' Dockerfile | sed -n 's/^RUN //p' | while read -r line; do step "$line" </dev/null; done
echo "── the gateway, as user 10001, with nothing to write to but /tmp" >&2
du -sm "$root/app" "$root/app/.venv" >&2
exec unshare --mount sh -c '
  mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && mount -t tmpfs tmpfs "$1/tmp" && mount -t proc proc "$1/proc"
  exec chroot --userspec=10001:10001 "$1" /usr/bin/env -i HOME=/tmp PYTHONDONTWRITEBYTECODE=1 OPENBLAS_NUM_THREADS=1 \
    DATABASE_URL=sqlite:////tmp/directory.db PORT="${2:-8099}" sh -c "cd /app && exec .venv/bin/python -m bot part ${3:-gateway}"
' sh "$root" "${2:-}" "${3:-}"
