#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Eardrum authors
# SPDX-License-Identifier: Apache-2.0
# tests/fuzz/run.sh BUILD_FOLDER SECONDS [READER...]: fuzzes each reader for so long, several at a time. Prints a line a
# reader and, for a finding, where it is and what replays it. Exit status 1 when there was one. What led further stays in
# BUILD_FOLDER/fuzz, so that the next run begins there.
set -euo pipefail
{
  root=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../..
  build=$(readlink -f "$1") seconds=$2
  shift 2
  fuzzer=$build/tests/fuzz/fuzz_readers
  corpus=$root/tests/fuzz/corpus findings=$build/fuzz/findings
  # Eight a core: a minute each of all of them has to fit into the time of a continuous build.
  at_once=$((8 * $(nproc)))
  declare -A words
  while read -r reader dictionary; do words[$reader]=$dictionary; done < <("$fuzzer" 2>/dev/null || true)
  mapfile -t all < <(printf '%s\n' "${!words[@]}" | sort)
  [ $# -gt 0 ] || set -- "${all[@]}"
  rm -rf "$findings"
  mkdir -p "$findings"

  # Files of other people, where there are any, show the way too.
  shared=()
  for folder in "$root/../shared/verify/examples" "$root/../shared/data/wild"; do
    [ ! -d "$folder" ] || shared+=("$folder")
  done

  one() {
    local reader=$1 log=$findings/$1.log own=$build/fuzz/corpus/$1 status=0 executions covered artifact
    mkdir -p "$own"
    EARDRUM_READER=$reader nice "$fuzzer" -max_total_time="$seconds" -timeout=60 -rss_limit_mb=2048 -malloc_limit_mb=512 \
      -max_len=8192 -print_final_stats=1 -dict="$root/tests/fuzz/dictionaries/${words[$reader]}.dict" \
      -artifact_prefix="$findings/$reader-" "$own" "$corpus/$reader" "${shared[@]}" >"$log" 2>&1 || status=$?
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    covered=$(grep -aoE 'cov: [0-9]+' "$log" | tail -n 1 || true)
    if [ $status -eq 0 ]; then
      printf '%-18s %9s executions, %s branches\n' "$reader" "$executions" "${covered#cov: }"
      return
    fi
    printf '%-18s FAILED: %s\n' "$reader" \
      "$(grep -aEm 1 'does not hold|no sentence|runtime error|ERROR: (AddressSanitizer|LeakSanitizer|libFuzzer)' "$log" || tail -n 1 "$log")"
    # The innermost frame that is ours, and no check of the fuzzer's own.
    grep -aE '^ *#[0-9]+ .*/(lib/eardrum|apps|tests/fuzz)/' "$log" | grep -av 'fuzz::require' | head -n 1 |
      sed -E 's,.* in (.*) [^ ]*/((lib/eardrum|apps|tests/fuzz)/[^ ]*)$,                   at \2 in \1,' || true
    artifact=$(find "$findings" -name "$reader-*" ! -name '*slow-unit*' | head -n 1)
    printf '                   again: EARDRUM_READER=%s %s %s\n' "$reader" "${fuzzer#"$PWD/"}" "${artifact#"$PWD/"}"
    : >"$findings/$reader.failed"
  }

  for reader in "$@"; do
    [ -n "${words[$reader]-}" ] || {
      printf 'there is no reader %s; there are: %s\n' "$reader" "${!words[*]}" >&2
      exit 2
    }
    while [ "$(jobs -rp | wc -l)" -ge "$at_once" ]; do wait -n; done
    one "$reader" &
  done
  wait
  failed=$(find "$findings" -name '*.failed' | wc -l)
  printf '%d readers fuzzed for %d s each, %d findings\n' $# "$seconds" "$failed"
  [ "$failed" -eq 0 ]
  exit
}
