# SPDX-FileCopyrightText: 2026 The Eardrum authors
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2034
# Sourced by ./run and ./test: which Debian 12 packages each of them needs, and how they are put in place.

packages_build=(g++ cmake ninja-build pkg-config libsqlite3-dev nlohmann-json3-dev libtomlplusplus-dev libhwy-dev
                libsndfile1-dev libflac-dev libsoxr-dev libebur128-dev libpipewire-0.3-dev)
packages_bench=(libfftw3-dev libliquid-dev libzita-convolver-dev lv2-dev liblilv-dev lsp-plugins-lv2)
packages_peers=(sox ffmpeg brutefir time)
packages_test=(doctest-dev libfftw3-dev libbs2b-dev man-db libxml2-utils lv2-dev libjack-jackd2-dev python3-yaml)
# The programs that exports and the LV2 plugin are run in (tests/verify).
packages_verify=(pipewire pipewire-bin pipewire-jack wireplumber libspa-0.2-modules dbus easyeffects lsp-plugins-lv2 xvfb
                 lilv-utils sordi jalv jackd2)
packages_sanitizers=(clang-14 libclang-rt-14-dev)

# say TEXT...   One line for the person, on stderr: stdout belongs to the program.
say() { printf 'eardrum: %s\n' "$*" >&2; }

# ensure_packages PACKAGE...   Installs what is missing, or says in one sentence what to install.
ensure_packages() {
  command -v dpkg-query >/dev/null || return 0 # no Debian: cmake will name what it lacks
  local installed package missing=()
  # ${Package} has no ":amd64" behind it.
  installed=" $(dpkg-query -W -f='${db:Status-Status}=${Package} ' "$@" 2>/dev/null || true)"
  for package in "$@"; do
    [[ $installed == *" installed=$package "* ]] || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0

  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      say "these Debian packages are missing, and only root can install them: apt-get install ${missing[*]}"
      return 3
    fi
    as_root=(sudo)
    [ -t 0 ] || as_root=(sudo -n)
  fi
  say "installing ${missing[*]} (only this once)"
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
  local log
  log=$(mktemp)
  # A machine whose package lists are absent or stale fails the first time and succeeds after an update.
  if ! "${apt[@]}" install -y --no-install-recommends "${missing[@]}" >"$log" 2>&1 </dev/null &&
    ! { "${apt[@]}" update >"$log" 2>&1 </dev/null &&
      "${apt[@]}" install -y --no-install-recommends "${missing[@]}" >>"$log" 2>&1 </dev/null; }; then
    tail -n 5 "$log" >&2
    rm -f "$log"
    say "apt-get could not install ${missing[*]}; install them by hand and start again"
    return 3
  fi
  rm -f "$log"
}
