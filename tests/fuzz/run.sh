#!/bin/bash
# run.sh BUILD_FOLDER SECONDS [READER...]: each fuzzer for so long, two at a time; findings are left in BUILD_FOLDER/findings
set -u
BUILD=$1 SECONDS_EACH=$2; shift 2
HERE=$(cd "$(dirname "$0")" && pwd)
[ $# -gt 0 ] || set -- $(cd "$BUILD/tests/fuzz" && ls -1 fuzz_* | grep -v '\.' | sed 's/^fuzz_//')
mkdir -p "$BUILD/findings" "$BUILD/work"
one() {
  local reader=$1 log=$BUILD/findings/$1.log
  mkdir -p "$BUILD/work/$reader"
  "$BUILD/tests/fuzz/fuzz_$reader" -max_total_time="$SECONDS_EACH" -timeout=10 -rss_limit_mb=2048 -max_len=8192 -print_final_stats=1 \
    -artifact_prefix="$BUILD/findings/$reader-" "$BUILD/work/$reader" "$HERE/corpus/$reader" >"$log" 2>&1
  local result=$?
  printf '%-20s %s executions, exit %d\n' "$reader" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")" $result
}
for reader in "$@"; do
  while [ "$(jobs -rp | wc -l)" -ge 2 ]; do wait -n; done
  one "$reader" &
done
wait
ls "$BUILD/findings" | grep -v '\.log$' && exit 1
echo "nothing found"
