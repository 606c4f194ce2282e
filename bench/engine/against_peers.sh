#!/usr/bin/env bash
# Whole process against whole process, interleaved, on tmpfs: 10 minutes of stereo float WAV through 10 bands. Processor seconds
# (user + system), medians; ffmpeg as reference/performance.md tunes it. Usage: against_peers.sh PATH_TO_bench_render [rounds]
set -eu
render=$1 rounds=${2:-5}
folder=$(mktemp -d /dev/shm/eardrum-bench-XXXXXX)
trap 'rm -rf "$folder"' EXIT
in=$folder/in.wav out=$folder/out.wav
python3 - "$in" <<'PY'
import array, random, struct, sys
random.seed(1)
frames = 600 * 48000
second = array.array('f', (random.uniform(-0.3, 0.3) for _ in range(2 * 48000))).tobytes()
with open(sys.argv[1], 'wb') as f:
    size = frames * 8
    f.write(b'RIFF' + struct.pack('<I', 36 + size) + b'WAVEfmt ' + struct.pack('<IHHIIHH', 16, 3, 2, 48000, 384000, 8, 32)
            + b'data' + struct.pack('<I', size))
    for _ in range(600): f.write(second)
PY
bands=(60 180 420 900 1900 3200 5200 8100)
filter="volume=-6.5dB:precision=double,lowshelf=f=105:t=q:w=0.7:g=6:r=f64"
effects=(gain -6.5 bass 6 105 0.7q)
for k in "${!bands[@]}"; do
  if ((k % 2 == 0)); then gain=-2.5; else gain=2; fi
  filter+=",equalizer=f=${bands[k]}:t=q:w=1.4:g=$gain:r=f64"
  effects+=(equalizer "${bands[k]}" 1.4q $gain)
done
filter="asetnsamples=16384,$filter,highshelf=f=10000:t=q:w=0.7:g=-2:r=f64"
effects+=(treble -2 10000 0.7q)
names=() commands=()
add() { names+=("$1"); commands+=("$2"); }
add cp "cp $in $out"
add eardrum "$render $in $out"
command -v ffmpeg >/dev/null && add ffmpeg "ffmpeg -v error -y -threads 1 -filter_threads 1 -filter_complex_threads 1 -i $in -af $filter -c:a pcm_f32le $out"
command -v sox >/dev/null && add sox "sox $in -b 32 -e floating-point $out ${effects[*]}"
for ((round = 0; round < rounds; ++round)); do
  for k in "${!names[@]}"; do
    rm -f "$out"
    TIMEFORMAT='%U %S'
    { time ${commands[k]} >/dev/null 2>&1; } 2>>"$folder/${names[k]}"
  done
done
for name in "${names[@]}"; do
  awk -v name="$name" '{t[NR] = $1 + $2} END {n = asort(t); printf "%-8s %.3f s (median of %d)\n", name, t[int((n + 1) / 2)], n}' "$folder/$name" 2>/dev/null ||
    sort -n "$folder/$name" | awk -v name="$name" '{t[NR] = $1 + $2} END {printf "%-8s %.3f s (middle of %d)\n", name, t[int((NR + 1) / 2)], NR}'
done
