#!/bin/bash
# run_pipewire.sh IN.wav OUT.wav EXPORT.conf RATE: the export in a filter-chain process of its own, as users run it
. "$(dirname "$0")/session.sh"
start_daemon "$4"
pipewire -c "$3" >"$SESSION/chain.log" 2>&1 & PIDS+=($!)
wait_for 20 has_port -o effect_output.eardrum || { cat "$SESSION/chain.log"; exit 1; }
sleep 0.5
play_and_record "$1" "$2" "$4" effect_input.eardrum
