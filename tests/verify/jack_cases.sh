#!/bin/bash
# jack_cases.sh CASE: `eardrum live --jack` through what happens to a JACK server (EARDRUM names the program)
. "$(dirname "$0")/jackd.sh"
fail() { echo "failed: $1"; cat "$FOLDER/live.log" 2>/dev/null; exit 1; }
status_has() { "$EARDRUM" live status --json | tr -d ' \n' | grep -q "$1"; }
gone() { ! kill -0 "$1" 2>/dev/null; }
case $1 in
  no_server)
    "$EARDRUM" live --jack >"$FOLDER/out" 2>"$FOLDER/err"; code=$?
    [ $code -eq 4 ] || fail "exit $code without a server"
    [ ! -s "$FOLDER/out" ] && [ "$(wc -l <"$FOLDER/err")" -eq 1 ] && grep -q "No JACK server" "$FOLDER/err" || fail "$(cat "$FOLDER/err")"
    ;;
  server_restart)
    need_jackd
    start_jackd 48000 1024
    start_live_on_jack
    status_has '"device":"system"' || fail "it does not know the device"
    jack_connect system:capture_1 eardrum:in_1 || fail "no input"
    sleep 0.6 # connections are seen within 250 ms
    kill "$JACKD"; wait "$JACKD" 2>/dev/null
    wait_until 10 status_has '"connected":false' || fail "it did not see the server go"
    start_jackd 96000 256
    wait_until 10 connected eardrum:out_2 system:playback_2 || fail "it did not come back"
    connected eardrum:in_1 system:capture_1 || fail "its input was not connected again"
    wait_until 10 status_has '"sample_rate_hz":96000' || fail "it did not follow to 96 kHz"
    kill -INT "$LIVE"; wait_until 5 gone "$LIVE" || fail "it does not end"
    ;;
  server_killed)
    need_jackd
    start_jackd 48000 1024
    start_live_on_jack
    kill -9 "$JACKD"; wait "$JACKD" 2>/dev/null
    wait_until 20 status_has '"connected":false' || fail "it did not see the server die"
    kill -INT "$LIVE"; wait_until 5 gone "$LIVE" || fail "it does not end without a server"
    start_jackd 48000 1024 # frees what the one that was killed left
    ;;
  block_size)
    need_jackd
    start_jackd 48000 1024
    start_live_on_jack
    for frames in 64 4096 128; do jack_bufsize $frames >/dev/null || fail "the server does not change its block size"; sleep 0.3; done
    status_has '"connected":true' || fail "it went"
    ;;
  outputs_are_the_users)
    need_jackd
    start_jackd 48000 1024
    start_live_on_jack
    jack_disconnect eardrum:out_1 system:playback_1
    sleep 1
    connected eardrum:out_1 system:playback_1 && fail "it connects what the user took away"
    ;;
  xrun)
    need_jackd
    start_jackd 48000 1024
    printf 'Preamp: -6.0 dB\n' >"$FOLDER/eq.txt"
    start_live_on_jack --eq "$FOLDER/eq.txt"
    xruns() { "$EARDRUM" live meters --json | tr -d ' \n' | sed -n 's/.*"xruns":\([0-9]*\).*/\1/p'; }
    before=$(xruns)
    "$VERIFY_JACK" stall 0.3 || fail "no stall"
    sleep 0.2
    after=$(xruns)
    echo "xruns: $before, then $after"
    [ "$after" -gt "$before" ] || fail "the xrun was not counted"
    frames() { "$EARDRUM" live meters --json | tr -d ' \n' | sed -n 's/.*"frames":\([0-9]*\).*/\1/p'; }
    first=$(frames); sleep 0.5
    [ "$(frames)" -gt $((first + 12000)) ] || fail "it does not go on"
    status_has '"problem":null' || fail "$("$EARDRUM" live status)"
    ;;
  stuck)
    # Its library never comes back: it ends all the same, and others play on.
    need_jackd
    start_jackd 48000 1024
    LD_PRELOAD=$STUCK_JACK "$EARDRUM" live --jack >"$FOLDER/live.log" 2>&1 & LIVE=$!; PIDS+=("$LIVE")
    wait_until 10 connected eardrum:out_2 system:playback_2 || fail "it does not start"
    "$EARDRUM" live --jack --name other >"$FOLDER/other.log" 2>&1 & PIDS+=($!)
    wait_until 10 connected eardrum-other:out_2 system:playback_2 || fail "no second session"
    kill -INT "$LIVE"; wait "$LIVE"; code=$?
    [ $code -eq 0 ] || fail "exit $code"
    grep -q "does not let go" "$FOLDER/live.log" || fail "it was not stuck"
    wait_until 10 no_jack_port eardrum:in_1 || fail "its ports stay"
    frames() { "$EARDRUM" live meters --name other --json | tr -d ' \n' | sed -n 's/.*"frames":\([0-9]*\).*/\1/p'; }
    first=$(frames); sleep 1
    [ "$(frames)" -gt $((first + 24000)) ] || fail "the other one's audio stopped: $(cat "$FOLDER/other.log")"
    ;;
esac
exit 0
