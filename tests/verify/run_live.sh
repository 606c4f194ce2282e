#!/bin/bash
# run_live.sh IN.wav OUT.wav EQ.txt RATE: through the sink of `eardrum live` (EARDRUM names the program)
. "$(dirname "$0")/session.sh"
start_daemon "$4"
start_live --eq "$3"
play_and_record "$1" "$2" "$4" eardrum.live
