#!/bin/bash
# run_jack.sh IN.wav OUT.wav EQ.txt RATE: through `eardrum live --jack` on PipeWire (EARDRUM, VERIFY_JACK: the programs)
. "$(dirname "$0")/session.sh"
need pw-jack pipewire-jack
start_daemon "$4"
pw-jack "$EARDRUM" live --jack --eq "$3" >"$SESSION/live.log" 2>&1 & PIDS+=($!)
wait_for 20 has_link eardrum null-sink || { cat "$SESSION/live.log"; pw-link -l; exit 1; }
PIPEWIRE_LATENCY=1024/$4 pw-jack "$VERIFY_JACK" "$1" "$2" eardrum
