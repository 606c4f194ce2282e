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
esac
exit 0
