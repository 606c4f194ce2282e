#!/bin/bash
# verify_lv2_bundle.sh BUILD: what is installed is found, valid LV2, read by a library, and run by a benchmark
for tool in "lv2_validate lv2-dev" "sord_validate sordi" "lv2info lilv-utils" "lv2bench lilv-utils"; do
  read -r program package <<<"$tool"
  command -v "$program" >/dev/null || { echo "skipped: $program is not installed (Debian package $package)"; exit 77; }
done
INSTALLED=$(mktemp -d); trap 'rm -rf "$INSTALLED"' EXIT
cmake --install "$1" --component lv2 --prefix "$INSTALLED" >/dev/null || exit 1
export LV2_PATH=$INSTALLED/lib/lv2
URI=urn:eardrum:headphone-equalizer
report=$(lv2_validate "$LV2_PATH"/eardrum.lv2/*.ttl 2>&1)
grep -q '^Found 0 errors' <<<"$report" && ! grep -q '^warning' <<<"$report" || { echo "$report"; exit 1; }
information=$(lv2info "$URI" 2>&1)
grep -qi 'error' <<<"$information" && { echo "$information"; exit 1; }
ports=$(grep -c 'lv2:index' "$LV2_PATH/eardrum.lv2/eardrum.ttl") presets=$(grep -c 'a pset:Preset' "$LV2_PATH/eardrum.lv2/manifest.ttl")
[ "$(grep -c 'Symbol: ' <<<"$information")" -eq "$ports" ] || { echo "lv2info does not list $ports ports"; exit 1; }
# A preset without a name would be listed by its URI.
listed=$(sed -n '/Presets:/,/^$/p' <<<"$information" | sed '1d;$d')
[ "$(wc -l <<<"$listed")" -eq "$presets" ] && ! grep -q urn: <<<"$listed" || { echo "lv2info lists other presets: $listed"; exit 1; }
for block in 1 64 8192; do
  lv2bench -b $block -n 48000 "$URI" | grep -q "$URI" || { echo "lv2bench does not run it in blocks of $block"; exit 1; }
done
