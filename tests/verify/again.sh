#!/bin/bash
# again.sh COMMAND...: repeats a failed run twice, since a busy machine may lose a cycle of audio
for attempt in 1 2 3; do
  timeout 90 "$@"
  result=$?
  { [ $result -eq 0 ] || [ $result -eq 77 ]; } && exit $result
  echo "attempt $attempt failed"
done
exit 1
