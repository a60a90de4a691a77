#!/usr/bin/env bash
# Installs what is missing, builds Larder with AddressSanitizer and UndefinedBehaviorSanitizer and
# runs every test. The last lines are ctest's summary.
#   LARDER_TEST_PRESETS="asan dev" packaging/test.sh   the plain build as well; one test looks at
#   core dumps, which the sanitizers switch off
set -euo pipefail
. "$(dirname "$0")/setup.sh"
cd "$root"

test_packages="redis-server openssl ca-certificates libqt6svg6 libsecret-1-0 fonts-inter fonts-jetbrains-mono fonts-noto-cjk
    dbus gnome-keyring procps bsdutils python3 python3-botocore clang-format mold
    openssh-server openssh-client iproute2 util-linux libpam-oath"
# shellcheck disable=SC2086
install_missing $build_packages $either_packages $test_packages

export CCACHE_MAXSIZE=${CCACHE_MAXSIZE:-3G}
status=0
for preset in ${LARDER_TEST_PRESETS:-asan}; do
    say "building: $preset"
    cmake --preset "$preset" >/dev/null
    cmake --build --preset "$preset"
    say "testing: $preset"
    ctest --preset "$preset" || status=$?
done
exit "$status"
