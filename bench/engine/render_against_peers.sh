#!/usr/bin/env bash
# Whole process against whole process, interleaved, on tmpfs: 10 minutes of stereo at 48 kHz through 10 bands (low shelf, 8 peaks,
# high shelf, -6.5 dB), float WAV to float WAV and FLAC to FLAC, with cp as the floor; ffmpeg tuned (one thread, long frames) and
# as one types it. Wall and processor seconds, medians; then the error of each result against long double.
# Usage: render_against_peers.sh PATH_TO_bench_render [rounds]
set -eu
render=$(readlink -f "$1") rounds=${2:-5}
folder=$(mktemp -d /dev/shm/eardrum-bench-XXXXXX)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Other work on the machine shall not take part, where we may say so.
first=()
if chrt -r 20 true 2>/dev/null; then first=(chrt -r 20); fi

"$render" --noise in.wav 600
bands=(60 180 420 900 1900 3200 5200 8100)
filter="volume=-6.5dB:precision=double,lowshelf=f=105:t=q:w=0.7:g=6:r=f64"
effects=(gain -6.5 bass 6 105 0.7q)
for k in "${!bands[@]}"; do
  if ((k % 2 == 0)); then gain=-2.5; else gain=2; fi
  filter+=",equalizer=f=${bands[k]}:t=q:w=1.4:g=$gain:r=f64"
  effects+=(equalizer "${bands[k]}" 1.4q "$gain")
  for channel in 0 1; do anequalizer+="c$channel f=${bands[k]} w=$((bands[k] * 10 / 14)) g=$gain t=0|"; done
done
anequalizer="c0 f=105 w=150 g=6 t=0|c1 f=105 w=150 g=6 t=0|$anequalizer"
anequalizer+="c0 f=10000 w=14000 g=-2 t=0|c1 f=10000 w=14000 g=-2 t=0"
filter+=",highshelf=f=10000:t=q:w=0.7:g=-2:r=f64"
effects+=(treble -2 10000 0.7q)
one=(-v error -y -threads 1 -filter_threads 1 -filter_complex_threads 1)

run_cp() { "${first[@]}" cp in.wav out.wav; }
run_eardrum_1() { "${first[@]}" "$render" in.wav out.wav 1; }
run_eardrum_2() { "${first[@]}" "$render" in.wav out.wav 2; }
run_ffmpeg() { "${first[@]}" ffmpeg "${one[@]}" -i in.wav -af "asetnsamples=16384,$filter" -c:a pcm_f32le out.wav; }
run_ffmpeg_typed() { "${first[@]}" ffmpeg -v error -y -i in.wav -af "$filter" -c:a pcm_f32le out.wav; }
run_anequalizer() { "${first[@]}" ffmpeg "${one[@]}" -i in.wav -af "asetnsamples=16384,volume=-6.5dB,anequalizer=$anequalizer" -c:a pcm_f32le out.wav; }
run_sox() { "${first[@]}" sox in.wav -b 32 -e floating-point out.wav "${effects[@]}"; }
run_eardrum_flac_1() { "${first[@]}" "$render" in.flac out.flac 1; }
run_eardrum_flac_2() { "${first[@]}" "$render" in.flac out.flac 2; }
run_ffmpeg_flac() { "${first[@]}" ffmpeg "${one[@]}" -i in.flac -af "asetnsamples=16384,$filter,aformat=s16" -c:a flac out.flac; }
run_sox_flac() { "${first[@]}" sox in.flac -C 5 out.flac "${effects[@]}"; }

wav=(cp eardrum_1 eardrum_2) flac=(eardrum_flac_1 eardrum_flac_2)
if command -v ffmpeg >/dev/null; then wav+=(ffmpeg anequalizer) flac+=(ffmpeg_flac) slow=(ffmpeg_typed); fi
if command -v sox >/dev/null; then wav+=(sox) flac+=(sox_flac); fi

timed() { # NAME...: one round
  local name
  for name in "$@"; do
    rm -f out.wav out.flac
    TIMEFORMAT='%R %U %S'
    { time "run_$name" >/dev/null 2>&1; } 2>>"times.$name"
  done
}
table() { # WHICH_IS_OURS NAME...
  local name
  for name in "${@:2}"; do
    sort -n "times.$name" | awk -v name="$name" '{wall[NR] = $1; cpu[NR] = $2 + $3}
      END {k = int((NR + 1) / 2); printf "%s %.3f %.3f\n", name, wall[k], cpu[k]}'
  done | awk -v ours="$1" '{name[NR] = $1; wall[NR] = $2; cpu[NR] = $3; if ($1 == ours) mine = $2}
    END {for (k = 1; k <= NR; ++k) printf "%-16s %8.3f s wall %8.3f s processor %8.1f x real time %7.2f of %s\n", name[k], wall[k], cpu[k], 600 / wall[k], wall[k] / mine, ours}'
}

for ((round = 0; round < rounds; ++round)); do timed "${wav[@]}"; done
timed "${slow[@]:0:1}"
table eardrum_2 "${wav[@]}" "${slow[@]:0:1}"

"$render" --music in.flac 600
for ((round = 0; round < rounds; ++round)); do timed "${flac[@]}"; done
table eardrum_flac_2 "${flac[@]}"

"$render" --noise in.wav 20
for name in eardrum_2 ${slow:+ffmpeg} $(command -v sox >/dev/null && echo sox); do
  timed "$name"
  printf '%-16s ' "$name"
  "$render" --error in.wav out.wav
done

# Memory does not grow with the file: a minute and ten hours, 14 GB, of silence; the result goes to a pipe.
for seconds in 60 36000; do
  "$render" --silence silence.wav "$seconds"
  /usr/bin/time -f "$seconds s of sound: %M kB of memory, %e s" "$render" silence.wav - 2 2>&1 >/dev/null | grep memory
done
