#!/bin/bash
# threads.sh pipewire|jack: `eardrum live`, built with ThreadSanitizer (EARDRUM names it), through everything that its
# threads share. Sound may break off, since it is slow so; what counts is that there is no report. Exit 77: a program is missing.
SERVER=$1
fail() { echo "failed: $1"; cat "$LOG"; exit 1; }
gone() { ! kill -0 "$1" 2>/dev/null; }
# Bands, plans, slots, bypass, meters of two clients and a wrong request, while audio runs.
work_it() {
  "$EARDRUM" live meters --every 0.02 >/dev/null & PIDS+=($!)
  for round in 1 2 3 4 5; do
    "$EARDRUM" live set band 1 gain -$round >/dev/null || fail "set"
    "$EARDRUM" live set volume -$round >/dev/null || fail "volume"
    "$EARDRUM" live set band 99 gain 1 2>/dev/null && fail "band 99"
    "$EARDRUM" live load --eq "$FOLDER/other.txt" --slot b >/dev/null || fail "load"
    "$EARDRUM" live ab >/dev/null || fail "ab"
    "$EARDRUM" live bypass >/dev/null || fail "bypass"
    "$EARDRUM" live status >/dev/null || fail "status"
  done
}
case $SERVER in
  pipewire)
    . "$(dirname "$0")/session.sh"
    FOLDER=$SESSION LOG=$SESSION/live.log
    ;;
  jack)
    . "$(dirname "$0")/jackd.sh"
    need_jackd
    LOG=$FOLDER/live.log
    ;;
esac
printf 'Filter 1: ON PK Fc 440 Hz Gain 0 dB Q 1\n' >"$FOLDER/eq.txt"
printf 'Preamp: -3 dB\nGraphicEQ: 20 0; 1000 3; 20000 0\n' >"$FOLDER/other.txt"
case $SERVER in
  pipewire)
    start_daemon 48000 's/allowed-rates = .*/allowed-rates = [ 48000 96000 ]/; s/audio.rate = 48000//'
    start_live --eq "$FOLDER/eq.txt"
    head -c 4000000 /dev/zero >"$FOLDER/zeros"
    pw-cat -p --target eardrum.live --rate 48000 --channels 2 --format s16 - <"$FOLDER/zeros" & PIDS+=($!)
    work_it
    pw-metadata -n settings 0 clock.force-rate 96000 >/dev/null
    work_it
    kill "${PIDS[@]:0:2}"; sleep 1
    rm -f "$XDG_RUNTIME_DIR"/pipewire-0*
    start_daemon 48000
    wait_for 20 has_link eardrum.live.output null-sink || fail "it did not come back"
    ;;
  jack)
    start_jackd 48000 1024
    start_live_on_jack --eq "$FOLDER/eq.txt"
    work_it
    kill "$JACKD"; wait "$JACKD" 2>/dev/null; sleep 0.5
    start_jackd 96000 256
    wait_until 20 connected eardrum:out_2 system:playback_2 || fail "it did not come back"
    ;;
esac
work_it
kill -INT "$LIVE"; wait "$LIVE"; code=$?
grep -q ThreadSanitizer "$LOG" && fail "a report"
[ $code -eq 0 ] || fail "exit $code"
exit 0
