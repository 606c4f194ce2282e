# Sourced by the JACK tests: a private jackd without hardware.
need_jackd() { command -v jackd >/dev/null || { echo "skipped: jackd is not installed (Debian package jackd2)"; exit 77; }; }
wait_until() {  # SECONDS COMMAND...
  local tries=$(($1 * 10)); shift
  while [ $tries -gt 0 ]; do "$@" >/dev/null 2>&1 && return 0; sleep 0.1; tries=$((tries - 1)); done
  echo "gave up waiting for: $*" >&2
  return 1
}
has_jack_port() { jack_lsp 2>/dev/null | grep -qx "$1"; }
no_jack_port() { ! has_jack_port "$1"; }
connected() { jack_lsp -c "$1" 2>/dev/null | grep -q "$2"; }
FOLDER=$(mktemp -d)
# One name for all: JACK keeps eight entries, gives that of a killed server to the next of its name, and frees none.
# Hence one server at a time on this machine, whoever tests.
exec 9</dev/shm; flock -w 80 9 || { echo "another test's jackd does not end"; exit 1; }
export JACK_DEFAULT_SERVER=eardrum-test JACK_NO_AUDIO_RESERVATION=1 XDG_RUNTIME_DIR=$FOLDER/run TMPDIR=$FOLDER/tmp
mkdir -p "$XDG_RUNTIME_DIR" "$TMPDIR"
PIDS=()
end_jack() {
  # The server last: it takes its 100 MB of shared memory along when all have left.
  for ((k = ${#PIDS[@]} - 1; k >= 0; --k)); do kill "${PIDS[k]}" 2>/dev/null; wait "${PIDS[k]}" 2>/dev/null; done
  rm -rf "$FOLDER" /dev/shm/jack_sem.*_"$JACK_DEFAULT_SERVER"_*
}
trap end_jack EXIT
start_jackd() {  # RATE BLOCK
  jackd --no-realtime -n "$JACK_DEFAULT_SERVER" -d dummy -r "$1" -p "$2" >"$FOLDER/jackd.log" 2>&1 & JACKD=$!; PIDS+=("$JACKD")
  wait_until 10 has_jack_port system:playback_2 || { cat "$FOLDER/jackd.log"; exit 1; }
}
start_live_on_jack() {  # FLAG...
  "$EARDRUM" live --jack "$@" >"$FOLDER/live.log" 2>&1 & LIVE=$!; PIDS+=("$LIVE")
  wait_until 10 connected eardrum:out_2 system:playback_2 || { cat "$FOLDER/live.log"; exit 1; }
}
