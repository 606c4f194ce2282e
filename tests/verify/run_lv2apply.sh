#!/bin/bash
# run_lv2apply.sh IN.wav OUT.wav ARGUMENTS RATE: the LV2 plugin, offline; one argument a line
command -v lv2apply >/dev/null || { echo "skipped: lv2apply is not installed (Debian package lilv-utils)"; exit 77; }
mapfile -t arguments <"$3"
exec lv2apply -i "$1" -o "$2" "${arguments[@]}" urn:eardrum:headphone-equalizer
