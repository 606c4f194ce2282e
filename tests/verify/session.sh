# Sourced by the run_*.sh: a private PipeWire session, its clean-up, and waiting.
set -u
skip() { echo "skipped: $1"; exit 77; }
need() { command -v "$1" >/dev/null 2>&1 || skip "$1 is not installed (Debian package $2)"; }
need pipewire pipewire; need pw-play pipewire-bin; need pw-link pipewire-bin; need wireplumber wireplumber; need dbus-run-session dbus
[ -n "${EARDRUM_VERIFY_BUS:-}" ] || EARDRUM_VERIFY_BUS=1 exec dbus-run-session -- "$0" "$@"

HERE=$(cd "$(dirname "$0")" && pwd)
SESSION=$(mktemp -d)
export XDG_RUNTIME_DIR=$SESSION/run XDG_CONFIG_HOME=$SESSION/config XDG_STATE_HOME=$SESSION/state XDG_CACHE_HOME=$SESSION/cache
export TMPDIR=$SESSION/tmp # jalv, when it has to be killed, leaves a folder there
export DISABLE_RTKIT=1
mkdir -p "$XDG_RUNTIME_DIR" "$XDG_CONFIG_HOME" "$XDG_STATE_HOME" "$XDG_CACHE_HOME" "$TMPDIR"
PIDS=()
end_session() {
  [ -n "${KEEP:-}" ] && cp -r "$SESSION" "$KEEP"
  kill "${PIDS[@]}" 2>/dev/null
  # JACK programs on PipeWire 0.3.65 may lock up in jack_deactivate().
  for _ in {1..30}; do kill -0 "${PIDS[@]}" 2>/dev/null || break; sleep 0.1; done
  kill -9 "${PIDS[@]}" 2>/dev/null
  wait "${PIDS[@]}" 2>/dev/null
  rm -rf "$SESSION"
}
trap end_session EXIT

# wait_for SECONDS COMMAND...: until the command succeeds
wait_for() {
  local tries=$(($1 * 10)); shift
  while [ $tries -gt 0 ]; do "$@" >/dev/null 2>&1 && return 0; sleep 0.1; tries=$((tries - 1)); done
  echo "gave up waiting for: $*" >&2
  return 1
}
has_port() { pw-link "$1" 2>/dev/null | grep -q "^$2"; }

start_daemon() {  # RATE [SED-COMMANDS]: with the configuration edited
  sed "s/@RATE@/$1/g; ${2:-}" "$HERE/daemon.conf" >"$XDG_CONFIG_HOME/daemon.conf"
  pipewire -c "$XDG_CONFIG_HOME/daemon.conf" >"$SESSION/daemon.log" 2>&1 & PIDS+=($!)
  wait_for 20 test -S "$XDG_RUNTIME_DIR/pipewire-0" || exit 1
  wireplumber >"$SESSION/wireplumber.log" 2>&1 & PIDS+=($!)
  wait_for 20 has_port -i null-sink || exit 1
  sleep 1
}

# play_and_record IN OUT RATE TARGET: through the target to the null sink's monitor
play_and_record() {
  export PIPEWIRE_LATENCY=4096/$3
  pw-record --target null-sink -P '{ stream.capture.sink=true }' --rate "$3" --channels 2 --format f32 "$2" & local record=$!
  wait_for 20 has_port -l pw-record || true
  sleep 0.7
  pw-play --target "$4" "$1"
  sleep 0.5
  kill -INT $record; wait $record 2>/dev/null
  return 0
}

# start_live FLAG...: `eardrum live`, until its sink is linked to the device
start_live() {
  "$EARDRUM" live "$@" >"$SESSION/live.log" 2>&1 & LIVE=$!; PIDS+=("$LIVE")
  wait_for 20 has_link eardrum.live.output null-sink || { cat "$SESSION/live.log"; exit 1; }
  sleep 0.5
}
# has_link FROM TO: of nodes by name
has_link() { pw-link -l 2>/dev/null | awk -v from="^$1:" -v to="|-> $2:" '/^[^ ]/ { here = $0 ~ from } here && index($0, to) { found = 1 } END { exit !found }'; }
