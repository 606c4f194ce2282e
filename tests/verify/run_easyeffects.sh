#!/bin/bash
# run_easyeffects.sh IN.wav OUT.wav PRESET.json RATE: the preset in a headless EasyEffects
. "$(dirname "$0")/session.sh"
need easyeffects easyeffects; need Xvfb xvfb
[ -n "$(find /usr/lib/lv2 /usr/lib/*/lv2 -maxdepth 1 -name 'lsp-plugins*' 2>/dev/null | head -1)" ] || skip "the LSP plugins are not installed (Debian package lsp-plugins-lv2)"
export GSETTINGS_BACKEND=keyfile NO_AT_BRIDGE=1 GTK_A11Y=none GDK_BACKEND=x11 LIBGL_ALWAYS_SOFTWARE=1 GSK_RENDERER=cairo
NAME=$(basename "$3" .json)
mkdir -p "$XDG_CONFIG_HOME/easyeffects/output"
cp "$3" "$XDG_CONFIG_HOME/easyeffects/output/"
Xvfb -displayfd 3 -screen 0 1024x768x24 3>"$SESSION/display" >/dev/null 2>&1 & PIDS+=($!)
wait_for 20 test -s "$SESSION/display" || exit 1
export DISPLAY=:$(cat "$SESSION/display")
start_daemon "$4"
easyeffects --gapplication-service >"$SESSION/easyeffects.log" 2>&1 & PIDS+=($!)
wait_for 40 has_port -i easyeffects_sink || { cat "$SESSION/easyeffects.log"; exit 1; }
sleep 1
easyeffects -l "$NAME" >/dev/null 2>&1
sleep 2
play_and_record "$1" "$2" "$4" easyeffects_sink
easyeffects -q >/dev/null 2>&1
true
