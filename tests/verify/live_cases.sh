#!/bin/bash
# live_cases.sh CASE TOOL EXPORT_TOOL: `eardrum live` (EARDRUM names the program) through what happens to a desktop's audio.
# TOOL is verify_live, EXPORT_TOOL verify_export. Exit 77: a program is missing; 75: PipeWire itself lost audio.
CASE=$1 TOOL=$2 EXPORT=$3
. "$(dirname "$0")/session.sh"
WORK=$SESSION/work; mkdir -p "$WORK"
fail() { echo "failed: $1"; cat "$SESSION/live.log" 2>/dev/null; exit 1; }
status_has() { "$EARDRUM" live status --json | tr -d ' \n' | grep -q "$1"; }
write_export() { "$EXPORT" write live usual "$1" "$WORK" || exit 1; }
check_export() { "$EXPORT" check usual "$1" "$WORK/out.wav" 0.001; }
record() {  # RATE OUT
  pw-record --target null-sink -P '{ stream.capture.sink=true }' --rate "$1" --channels 2 --format f32 "$2" & RECORD=$!
  PIDS+=("$RECORD")
  wait_for 20 has_port -l pw-record || true
  sleep 0.7
}
stop_record() { sleep 0.5; kill -INT "$RECORD"; wait "$RECORD" 2>/dev/null; }
add_sink() {  # NAME PRIORITY [POSITIONS]: another device
  local positions=${3:-FL FR}; set -- "$1" "$2" $positions
  pw-cli create-node adapter "{ factory.name=support.null-audio-sink node.name=$1 media.class=Audio/Sink object.linger=true audio.channels=$(($# - 2)) audio.position=[$positions] monitor.channel-volumes=true priority.session=$2 }" >/dev/null
  wait_for 10 has_port -i "$1" || fail "no sink $1"
}
# A device of four channels: ours plays to the first two, PipeWire's own loopback to the others, and one recording has
# both. What is lost there is PipeWire's own doing.
start_beside_control() {  # FLAG...
  add_sink four 500 "FL FR RL RR"
  "$EARDRUM" live --device four "$@" >"$SESSION/live.log" 2>&1 & LIVE=$!; PIDS+=("$LIVE")
  wait_for 20 has_link eardrum.live.output four || fail "it does not play to a device of four channels"
  pw-loopback --capture-props='{ media.class=Audio/Sink node.name=control audio.position=[RL RR] }' \
    --playback-props='{ node.name=control.output audio.position=[RL RR] target.object=four }' & PIDS+=($!)
  wait_for 20 has_link control.output four || fail "no loopback"
}
record_both() {  # OUT
  pw-record --target four -P '{ stream.capture.sink=true }' --rate 48000 --channels 4 --channel-map FL,FR,RL,RR --format f32 "$1" & RECORD=$!
  PIDS+=("$RECORD")
  wait_for 20 has_link four pw-record || fail "no recording"
  sleep 0.7
}
play_both() {  # TONE
  pw-play --target eardrum.live "$1" & PLAY=$!
  pw-play --target control --channel-map RL,RR "$1" & CONTROL=$!
}
gone() { ! kill -0 "$1" 2>/dev/null; }
remove_node() { pw-cli destroy "$1" >/dev/null; }

case $CASE in
  no_server)
    "$EARDRUM" live >"$WORK/out" 2>"$WORK/err"; code=$?
    [ $code -eq 4 ] || fail "exit $code without a server"
    [ ! -s "$WORK/out" ] && [ "$(wc -l <"$WORK/err")" -eq 1 ] && grep -q "No PipeWire server" "$WORK/err" || fail "$(cat "$WORK/err")"
    "$EARDRUM" live --list 2>/dev/null; [ $? -eq 4 ] || fail "--list without a server"
    ;;
  server_restart)
    write_export 48000
    start_daemon 48000
    start_live --eq "$WORK/eq.txt"
    kill "${PIDS[@]:0:2}"; wait "${PIDS[@]:0:2}" 2>/dev/null
    wait_for 5 status_has '"connected":false' || fail "it did not see the server go"
    rm -f "$XDG_RUNTIME_DIR"/pipewire-0*
    start_daemon 48000
    wait_for 20 has_link eardrum.live.output null-sink || fail "it did not come back"
    play_and_record "$WORK/in.wav" "$WORK/out.wav" 48000 eardrum.live
    check_export 48000 || exit 1
    ;;
  device_removal)
    write_export 48000
    start_daemon 48000
    add_sink usb-dac 2000
    pw-metadata 0 default.configured.audio.sink '{"name":"usb-dac"}' Spa:String:JSON >/dev/null
    "$EARDRUM" live --eq "$WORK/eq.txt" >"$SESSION/live.log" 2>&1 & PIDS+=($!)
    wait_for 20 has_link eardrum.live.output usb-dac || fail "it does not play to the default device"
    wait_for 5 status_has '"device":"usb-dac"' || fail "it does not know the device"
    "$EARDRUM" live --list | grep -q "^usb-dac  (default)" || fail "$("$EARDRUM" live --list)"
    remove_node usb-dac
    wait_for 20 has_link eardrum.live.output null-sink || fail "it did not go over to the device that is left"
    play_and_record "$WORK/in.wav" "$WORK/out.wav" 48000 eardrum.live
    check_export 48000 || exit 1
    ;;
  rate_change)
    write_export 96000
    start_daemon 48000 's/allowed-rates = .*/allowed-rates = [ 48000 96000 ]/; s/audio.rate = 48000//'
    start_live --eq "$WORK/eq.txt"
    "$TOOL" tone "$WORK/tone.wav" 48000 440 4 || exit 1
    pw-play --target eardrum.live "$WORK/tone.wav" & PLAY=$!
    wait_for 5 status_has '"sample_rate_hz":48000' || fail "no audio at 48 kHz"
    sleep 1
    pw-metadata -n settings 0 clock.force-rate 96000 >/dev/null
    wait_for 10 status_has '"sample_rate_hz":96000' || fail "it did not follow to 96 kHz"
    wait "$PLAY"
    play_and_record "$WORK/in.wav" "$WORK/out.wav" 96000 eardrum.live
    check_export 96000 || exit 1
    ;;
  rate_change_tone)
    # PipeWire itself breaks off when the rate changes: its own loopback beside ours says when. All that is ours, falling
    # silent, a new engine and coming back, makes nothing sudden but then. A band that rings for long keeps the new engine
    # silent for a quarter of a second, until PipeWire is through with its own.
    start_daemon 48000 's/allowed-rates = .*/allowed-rates = [ 48000 96000 ]/; s/audio.rate = 48000//'
    printf 'Preamp: -3 dB\nFilter 1: ON PK Fc 25 Hz Gain 3 dB Q 6\n' >"$WORK/eq.txt"
    start_beside_control --eq "$WORK/eq.txt"
    "$TOOL" tone "$WORK/tone.wav" 48000 440 8 || exit 1
    record_both "$WORK/out.wav"
    play_both "$WORK/tone.wav"
    wait_for 5 status_has '"sample_rate_hz":48000' || fail "no audio at 48 kHz"
    sleep 3
    pw-metadata -n settings 0 clock.force-rate 96000 >/dev/null
    wait_for 10 status_has '"sample_rate_hz":96000' || fail "it did not follow to 96 kHz"
    wait "$PLAY" "$CONTROL"
    stop_record
    "$TOOL" lasts "$WORK/out.wav" 440 7.0 || exit
    # A cycle more or less, since the two are not linked in one moment.
    "$TOOL" only_with "$WORK/out.wav" -80 0.09 || exit
    ;;
  killed)
    start_daemon 48000
    start_live
    "$TOOL" tone "$WORK/tone.wav" 48000 440 6 || exit 1
    record 48000 "$WORK/out.wav"
    # As the desktop's default, which is what would be missing then.
    pw-metadata 0 default.configured.audio.sink '{"name":"eardrum.live"}' Spa:String:JSON >/dev/null
    pw-play "$WORK/tone.wav" & PLAY=$!
    wait_for 5 has_link pw-play eardrum.live || fail "the player does not play to the sink"
    sleep 2
    kill -9 "$LIVE"
    wait_for 5 has_link pw-play null-sink || fail "the player was left without a device"
    wait "$PLAY"
    stop_record
    "$TOOL" lasts "$WORK/out.wav" 440 5.0 || exit 1
    # The name is free again, though its holder could not give it back.
    start_live
    "$EARDRUM" live status >/dev/null || fail "a second session after a kill"
    ;;
  live_change)
    start_daemon 48000
    printf 'Filter 1: ON PK Fc 440 Hz Gain 0 dB Q 1\n' >"$WORK/eq.txt"
    start_beside_control --eq "$WORK/eq.txt"
    "$TOOL" tone "$WORK/tone.wav" 48000 440 6 || exit 1
    record_both "$WORK/out.wav"
    "$EARDRUM" live meters --every 0.1 --json >"$WORK/meters" & WATCH=$!; PIDS+=($WATCH)
    play_both "$WORK/tone.wav"
    sleep 2
    "$EARDRUM" live set band 1 gain -6 >/dev/null || fail "set"
    sleep 1
    "$EARDRUM" live set match off >/dev/null && "$EARDRUM" live bypass on >/dev/null && sleep 0.5 && "$EARDRUM" live bypass off >/dev/null || fail "bypass"
    wait "$PLAY" "$CONTROL"
    stop_record
    "$TOOL" changes "$WORK/out.wav" 440 -6 -80 || exit
    # The other program heard all of it meanwhile.
    [ "$(wc -l <"$WORK/meters")" -gt 20 ] || fail "the meters of a second client: $(wc -l <"$WORK/meters")"
    "$EARDRUM" live stop || fail "stop"
    wait_for 5 gone "$LIVE" || fail "it did not end"
    ;;
  filter)
    start_daemon 48000
    printf 'Preamp: -6 dB\n' >"$WORK/eq.txt"
    "$TOOL" tone "$WORK/tone.wav" 48000 440 7 || exit 1
    pw-play --target null-sink "$WORK/tone.wav" & PLAY=$!
    wait_for 5 has_link pw-play null-sink || fail "the player does not play"
    start_live --filter null-sink --eq "$WORK/eq.txt"
    wait_for 5 has_link pw-play eardrum.live || fail "the stream was not taken over"
    "$EARDRUM" live stop
    wait_for 5 has_link pw-play null-sink || fail "the stream was not given back"
    wait "$PLAY"
    ;;
  rules)
    mkdir -p "$XDG_CONFIG_HOME/eardrum"
    printf 'Filter 1: ON PK Fc 440 Hz Gain -3 dB Q 1\n' >"$XDG_CONFIG_HOME/eardrum/one.txt"
    cat >"$XDG_CONFIG_HOME/eardrum/live.toml" <<'TOML'
format = "eardrum-live/1"
[[rule]]
device = "USB-*"
equalizer = "one.txt"
[[rule]]
device = "*"
headphone = "hd650"
TOML
    start_daemon 48000
    start_live
    wait_for 10 status_has '"name":"SennheiserHD650' || fail "the rule of the first device: $("$EARDRUM" live status)"
    add_sink usb-dac 2000
    pw-metadata 0 default.configured.audio.sink '{"name":"usb-dac"}' Spa:String:JSON >/dev/null
    wait_for 10 has_link eardrum.live.output usb-dac || fail "it did not follow the default device"
    wait_for 10 status_has '"name":"one"' || fail "the rule of the second device: $("$EARDRUM" live status)"
    pw-cli info eardrum.live 2>/dev/null | grep -q 'node.description = "Eardrum: one"' || fail "its name in players"
    kill -INT "$LIVE"
    wait_for 5 gone "$LIVE" || fail "Ctrl-C"
    ;;
  exposure)
    cat >"$WORK/chain.toml" <<'TOML'
[[stage]]
kind = "DAC"
full_scale_v = 2
output_impedance_ohm = 0
[[stage]]
gear = "HD 650"
TOML
    start_daemon 48000
    start_live --chain "$WORK/chain.toml"
    "$TOOL" tone "$WORK/tone.wav" 48000 1000 3 || exit 1
    pw-play --target eardrum.live "$WORK/tone.wav"
    "$EARDRUM" live meters
    "$EARDRUM" live meters --json | tr -d ' ' | grep -q '"exposure_known":true' || fail "no exposure for a chain whose level is known"
    DOSE=$("$EARDRUM" live meters --json | sed -n 's/.*"dose_percent_of_week": *\([0-9.e-]*\).*/\1/p' | head -1)
    kill -TERM "$LIVE"; wait_for 5 gone "$LIVE" || fail "SIGTERM"
    # The next session goes on from there.
    start_live --chain "$WORK/chain.toml"
    pw-play --target eardrum.live "$WORK/tone.wav"
    AFTER=$("$EARDRUM" live meters --json | sed -n 's/.*"dose_percent_of_week": *\([0-9.e-]*\).*/\1/p' | head -1)
    awk -v a="$DOSE" -v b="$AFTER" 'BEGIN { printf "%s %% of a week, then %s %%\n", a, b; exit !(a > 0 && b > 1.5 * a && b < 2.5 * a) }' || fail "the week's dose"
    ;;
  surround)
    # Each channel through the equaliser, and none in another's place.
    printf 'Preamp: -4 dB\nFilter 1: ON PK Fc 440 Hz Gain 4 dB Q 1\nFilter 2: ON HSC Fc 6000 Hz Gain -3 dB Q 0.7\n' >"$WORK/eq.txt"
    start_daemon 48000
    for layout in "FL FR LFE" "FL FR FC LFE RL RR" "FL FR FC LFE RL RR SL SR"; do
      channels=$(wc -w <<<"$layout") map=${layout// /,}
      add_sink surround-$channels 500 "$layout"
      "$EARDRUM" live --channels "$channels" --device "surround-$channels" --eq "$WORK/eq.txt" >"$SESSION/live.log" 2>&1 & LIVE=$!; PIDS+=("$LIVE")
      wait_for 20 has_link eardrum.live.output "surround-$channels" || fail "it does not play to a device of $channels channels"
      "$TOOL" impulses "$WORK/in.wav" 48000 "$channels" || exit 1
      pw-record --target "surround-$channels" -P '{ stream.capture.sink=true }' --rate 48000 --channels "$channels" --channel-map "$map" --format f32 "$WORK/out.wav" & RECORD=$!; PIDS+=("$RECORD")
      wait_for 20 has_link "surround-$channels" pw-record || fail "no recording"
      sleep 0.7
      pw-play --target eardrum.live --channel-map "$map" "$WORK/in.wav"
      stop_record
      "$EARDRUM" live meters | tee "$WORK/meters"
      for name in $layout; do grep -qw "$name" "$WORK/meters" || fail "no meter for $name"; done
      "$TOOL" apart "$WORK/out.wav" "$channels" "$WORK/eq.txt" || exit 1
      "$EARDRUM" live set crossfeed on 2>"$WORK/err" && fail "crossfeed of $channels channels"
      grep -q "two channels" "$WORK/err" || fail "$(cat "$WORK/err")"
      "$EARDRUM" live stop; wait_for 5 gone "$LIVE" || fail "it did not end"
    done
    ;;
  *) echo "no case $CASE"; exit 2 ;;
esac
exit 0
