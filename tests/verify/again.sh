#!/bin/bash
# again.sh COMMAND...: repeats a failed run twice, since a busy machine may lose a cycle of audio
. "$(dirname "$0")/attempt.sh"
for number in 1 2 3; do
  attempt "$@"
  result=$?
  { [ $result -eq 0 ] || [ $result -eq 77 ]; } && exit $result
  echo "attempt $number failed"
done
exit 1
