#!/bin/bash
# check_export.sh TOOL FORMAT CASE RATE: writes the export of a program that can't be run here and holds it against its schema
WORK=$(mktemp -d); trap 'rm -rf "$WORK"' EXIT
"$1" write "$2" "$3" "$4" "$WORK" && "$1" intended "$3" "$4" "$WORK/intended.csv" || exit 1
python3 "$(dirname "$0")/check_export.py" "$2" "$WORK/$(cat "$WORK/export")" "$WORK/intended.csv" "$4"
