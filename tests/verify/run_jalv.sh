#!/bin/bash
# run_jalv.sh IN.wav OUT.wav ARGUMENTS RATE: the LV2 plugin in jalv, a JACK client on PipeWire; one argument a line
. "$(dirname "$0")/session.sh"
need jalv jalv; need pw-jack pipewire-jack
start_daemon "$4"
mapfile -t arguments <"$3"
NAME=eardrum-in-jalv
pw-jack jalv -i -n $NAME "${arguments[@]}" urn:eardrum:headphone-equalizer </dev/null >"$SESSION/jalv.log" 2>&1 & PIDS+=($!)
wait_for 20 has_port -i $NAME:in_right || { cat "$SESSION/jalv.log"; exit 1; }
for side in "left FL" "right FR"; do
  read -r port channel <<<"$side"
  pw-link "$NAME:out_$port" "null-sink:playback_$channel"
done
export PIPEWIRE_LATENCY=4096/$4
pw-record --target null-sink -P '{ stream.capture.sink=true }' --rate "$4" --channels 2 --format f32 "$2" & record=$!
wait_for 20 has_port -l pw-record || true
sleep 0.7
# The impulse comes after one second: time to link what no session manager would.
timeout 20 pw-play --target 0 "$1" & play=$!
wait_for 5 has_port -o pw-play:output_FR
pw-link pw-play:output_FL "$NAME:in_left"
pw-link pw-play:output_FR "$NAME:in_right"
wait $play
sleep 0.5
kill -INT $record; wait $record 2>/dev/null
exit 0
