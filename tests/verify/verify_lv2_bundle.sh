#!/bin/bash
# verify_lv2_bundle.sh BUNDLE: what hosts are told is valid LV2, a library reads it, and a benchmark runs it
for tool in "lv2_validate lv2-dev" "sord_validate sordi" "lv2info lilv-utils" "lv2bench lilv-utils"; do
  read -r program package <<<"$tool"
  command -v "$program" >/dev/null || { echo "skipped: $program is not installed (Debian package $package)"; exit 77; }
done
URI=urn:eardrum:headphone-equalizer
report=$(lv2_validate "$1"/*.ttl 2>&1)
grep -q '^Found 0 errors' <<<"$report" && ! grep -q '^warning' <<<"$report" || { echo "$report"; exit 1; }
LV2_PATH=$(dirname "$1"); export LV2_PATH
information=$(lv2info "$URI" 2>&1)
grep -qi 'error' <<<"$information" && { echo "$information"; exit 1; }
# 95 ports and ten presets, all with a name.
[ "$(grep -c 'Symbol: ' <<<"$information")" -eq 95 ] || { echo "lv2info does not list 95 ports"; exit 1; }
for block in 1 64 8192; do
  lv2bench -b $block -n 48000 "$URI" | grep -q "$URI" || { echo "lv2bench does not run it in blocks of $block"; exit 1; }
done
