#!/bin/bash
# verify.sh TOOL PROGRAM CASE RATE: writes the export, runs it in the program, compares; repeats a failed run twice.
TOOL=$1 PROGRAM=$2 CASE=$3 RATE=$4
HERE=$(cd "$(dirname "$0")" && pwd)
. "$HERE/attempt.sh"
WORK=$(mktemp -d); trap 'rm -rf "$WORK"' EXIT
"$TOOL" write "$PROGRAM" "$CASE" "$RATE" "$WORK" || exit 1
# Ours runs in double, and nobody rounded its settings.
TOLERANCE_DB=0.02; [[ $PROGRAM == live || $PROGRAM == jack* ]] && TOLERANCE_DB=0.001
EXPORT=$(cat "$WORK/export")
for number in 1 2 3; do
  attempt "$HERE/run_$PROGRAM.sh" "$WORK/in.wav" "$WORK/out.wav" "$WORK/$EXPORT" "$RATE"
  result=$?
  [ $result -eq 77 ] && exit 77
  [ $result -eq 0 ] && "$TOOL" check "$CASE" "$RATE" "$WORK/out.wav" "$TOLERANCE_DB" && exit 0
  echo "attempt $number failed"
done
exit 1
