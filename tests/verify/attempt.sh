# shellcheck shell=bash
# Sourced. attempt COMMAND...: runs it, 90 seconds at most. What ends us (Ctrl-C, SIGTERM) ends it, and gives it the time to
# take its servers and folders away: timeout gives it a process group of its own, which a terminal's Ctrl-C does not reach.
attempt() {
  timeout 90 "$@" & ATTEMPT=$!
  trap end_attempt INT TERM HUP
  wait "$ATTEMPT"
}
end_attempt() {
  kill "$ATTEMPT" 2>/dev/null
  for _ in {1..50}; do kill -0 -- "-$ATTEMPT" 2>/dev/null || break; sleep 0.1; done
  exit 130
}
