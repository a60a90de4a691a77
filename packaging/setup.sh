# Sourced by run.sh and test.sh: installs what is missing, exactly, and nothing else.
# Works as root or with sudo on Debian 12 and Ubuntu 24.04.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '\n== %s\n' "$*"; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        echo "This needs root to install packages: $*" >&2
        echo "Run it as root, or install sudo first." >&2
        exit 1
    fi
}

# What the program is built from, and what a build uses.
build_packages="g++ cmake ninja-build ccache pkg-config git
    qt6-base-dev qt6-base-dev-tools qt6-websockets-dev qt6-l10n-tools qt6-tools-dev
    qt6-tools-dev-tools libgl-dev libhiredis-dev libssh2-1-dev libssl-dev
    libsodium-dev zlib1g-dev libexpected-dev libyaml-cpp-dev"
# Two packages have one name on Debian 12 and another on Ubuntu 24.04.
either_packages="libqt6svg6-dev|qt6-svg-dev qtkeychain-qt6-dev|qt6keychain-dev"
# What the program uses when it runs; redis-server is the demo's.
run_packages="redis-server ca-certificates libqt6svg6 libsecret-1-0 fonts-inter fonts-jetbrains-mono fonts-noto-cjk"

installed() { dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null | grep -q '^installed$'; }

# install_missing PACKAGE…: "a|b" means a, or b where a is not to be had.
install_missing() {
    local missing=() package first second
    for package in "$@"; do
        first=${package%%|*}
        second=${package##*|}
        installed "$first" || installed "$second" || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    as_root apt-get update -qq
    local wanted=()
    for package in "${missing[@]}"; do
        first=${package%%|*}
        second=${package##*|}
        if apt-cache show "$first" >/dev/null 2>&1; then wanted+=("$first"); else wanted+=("$second"); fi
    done
    say "installing: ${wanted[*]}"
    # A package that brings a service (redis-server) would start it; Larder needs the program only.
    local policy=/usr/sbin/policy-rc.d held=0
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
        as_root chmod 755 "$policy"
        held=1
    fi
    local status=0
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null || status=$?
    [ "$held" -eq 0 ] || as_root rm -f "$policy"
    return "$status"
}
