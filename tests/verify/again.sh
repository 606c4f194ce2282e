#!/bin/bash
# again.sh COMMAND...: repeats a run that failed, twice at most, since a busy machine may lose a cycle of audio. A run that
# shows by its control that one was lost (exit 75) is no failure: after six of them the test is skipped.
. "$(dirname "$0")/attempt.sh"
failed=0 busy=0
while true; do
  attempt "$@"; result=$?
  case $result in
    0 | 77) exit $result ;;
    75) busy=$((busy + 1)); echo "PipeWire itself lost audio, $busy"; [ $busy -lt 6 ] || { echo "skipped: the machine is too busy"; exit 77; } ;;
    *) failed=$((failed + 1)); echo "attempt $failed failed"; [ $failed -lt 3 ] || exit 1 ;;
  esac
done
