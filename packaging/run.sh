#!/usr/bin/env bash
# Installs what is missing, builds Larder and opens it on its demo server.
# Without a display it runs under Xvfb and says where it put the pictures.
set -euo pipefail
. "$(dirname "$0")/setup.sh"
cd "$root"

packages="$build_packages $either_packages $run_packages"
headless=0
if [ -z "${DISPLAY:-}" ] && [ -z "${WAYLAND_DISPLAY:-}" ]; then
    headless=1
    packages="$packages xvfb openbox"
fi
# shellcheck disable=SC2086
install_missing $packages

say "building"
cmake --preset release >/dev/null
cmake --build --preset release --target larder

if [ "$headless" -eq 0 ]; then
    exec build/release/app/larder --demo "$@"
fi

say "no display: running under Xvfb"
pictures=${LARDER_PICTURES:-$root/build/pictures}
mkdir -p "$pictures"
scratch=$(mktemp -d)
xvfb=
wm=
finish() {
    [ -n "$wm" ] && kill "$wm" 2>/dev/null || true
    [ -n "$xvfb" ] && kill "$xvfb" 2>/dev/null || true
    rm -rf "$scratch"
}
trap finish EXIT
# Xvfb picks a free display number and writes it to descriptor 3.
Xvfb -displayfd 3 -screen 0 1600x1000x24 -nolisten tcp 3>"$scratch/display" 2>/dev/null &
xvfb=$!
for _ in $(seq 100); do
    [ -s "$scratch/display" ] && break
    kill -0 "$xvfb" 2>/dev/null || { echo "Xvfb did not start." >&2; exit 1; }
    sleep 0.1
done
DISPLAY=:$(cat "$scratch/display")
export DISPLAY
openbox >/dev/null 2>&1 &
wm=$!
build/release/app/larder --demo --screenshot "$pictures" "$@"
say "pictures of the running program: $pictures"
ls -1 "$pictures"
