#!/bin/bash
# threads.sh pipewire|jack TOOL: a live session, built with ThreadSanitizer (TOOL is verify_threads), through everything
# that its threads share, over a change of rate and a restart of the server. Sound may break off, since it is slow so; what
# counts is that there is no report. Exit 77: a program is missing.
SERVER=$1 TOOL=$2
start_tool() { "$TOOL" "$SERVER" 14 >"$LOG" 2>&1 & LIVE=$!; PIDS+=("$LIVE"); }
case $SERVER in
  pipewire)
    . "$(dirname "$0")/session.sh"
    LOG=$SESSION/live.log
    start_daemon 48000 's/allowed-rates = .*/allowed-rates = [ 48000 96000 ]/; s/audio.rate = 48000//'
    start_tool
    wait_for 20 has_link eardrum.live.output null-sink || { cat "$LOG"; exit 1; }
    pw-cat -p --target eardrum.live --rate 48000 --channels 2 --format s16 - </dev/zero & PIDS+=($!)
    sleep 3
    pw-metadata -n settings 0 clock.force-rate 96000 >/dev/null
    sleep 3
    kill "${PIDS[@]:0:2}"; sleep 1
    rm -f "$XDG_RUNTIME_DIR"/pipewire-0*
    start_daemon 48000
    ;;
  jack)
    . "$(dirname "$0")/jackd.sh"
    need_jackd
    LOG=$FOLDER/live.log
    start_jackd 48000 1024
    start_tool
    sleep 4
    kill "$JACKD"; wait "$JACKD" 2>/dev/null; sleep 0.5
    start_jackd 96000 256
    ;;
esac
wait "$LIVE"; code=$?
cat "$LOG"
grep -q ThreadSanitizer "$LOG" && exit 1
exit $code
