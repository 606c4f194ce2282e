#!/usr/bin/env bash
# Whole process against whole process, interleaved, on tmpfs: 10 minutes of stereo at 48 kHz, float WAV to float WAV, through FIRs
# of 4096, 16384 and 65536 taps, with cp as the floor; one thread each; ffmpeg's afir at two partition lengths, of which the better
# one counts. Wall and processor seconds of the fastest round, medians beside them, and the peak error of each in dBFS.
# (ffmpeg 5.1's afir with gtype=none is 6 dB too loud; sox's fir has one FIR for all channels, and delays by nothing but shifts the
# FIR's middle to the start. BruteFIR works in processes that nobody waits for: only its wall time can be had, a third of a second
# of which it waits at the start.) Usage: convolve_against_peers.sh PATH_TO_bench_convolve [rounds [taps...]]
set -eu
ours=$(readlink -f "$1") rounds=${2:-5}
shift; shift || true
lengths=("${@:-4096 16384 65536}")
read -r -a lengths <<<"${lengths[*]}"
folder=$(mktemp -d /dev/shm/eardrum-bench-XXXXXX)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
first=()
if chrt -r 20 true 2>/dev/null; then first=(chrt -r 20); fi
if taskset -c 0 true 2>/dev/null; then first+=(taskset -c 0); fi  # ffmpeg's threads share one core, as its -threads 1 means
one=(-v error -y -threads 1 -filter_threads 1 -filter_complex_threads 1)
"$ours" --make in.wav 600
for taps in "${lengths[@]}"; do "$ours" --fir "fir$taps.wav" "$taps"; done

run_cp() { cp in.wav out.wav; }
run_eardrum() { "$ours" in.wav out.wav "fir$taps.wav"; }
afir() {
  ffmpeg "${one[@]}" -i in.wav -i "fir$taps.wav" -filter_complex \
    "[0:a]asetnsamples=16384[a];[a][1:a]afir=gtype=none:minp=$1:maxp=$1" -c:a pcm_f32le out.wav
}
run_afir_8192() { afir 8192; }
run_afir_16384() { afir 16384; }
run_sox() { sox in.wav -b 32 -e floating-point out.wav fir "fir$taps.wav.txt"; }
# Without the default file of settings, each has to be named.
brutefir_settings() {
  cat <<SETTINGS
float_bits: 32; sampling_rate: 48000; filter_length: $1; overflow_warnings: false; show_progress: false;
max_dither_table_size: 0; allow_poll_mode: false; modules_path: "."; monitor_rate: false; powersave: false;
lock_memory: false; sdf_length: -1; convolver_config: "brutefir.plans";
coeff "fir" {
  filename: "fir$1.wav.txt"; format: "text"; attenuation: 0.0; blocks: -1; skip: 0; shared_mem: false;
};
input "left in", "right in" {
  device: "file" { path: "in.wav"; skip: $header_bytes; }; sample: "FLOAT_LE"; channels: 2;
  delay: 0, 0; maxdelay: -1; mute: false, false;
};
output "left", "right" {
  device: "file" { path: "out.raw"; }; sample: "FLOAT_LE"; channels: 2;
  dither: false; delay: 0, 0; maxdelay: -1; mute: false, false; merge: false;
};
filter "left fir" { from_inputs: "left in"; to_outputs: "left"; coeff: "fir"; process: 0; delay: 0; crossfade: false; };
filter "right fir" { from_inputs: "right in"; to_outputs: "right"; coeff: "fir"; process: 0; delay: 0; crossfade: false; };
SETTINGS
}
header_bytes=$(($(stat -c %s in.wav) - 600 * 48000 * 8))
run_brutefir() { brutefir -nodefault brutefir.settings; }

names=(cp eardrum)
if command -v ffmpeg >/dev/null; then names+=(afir_8192 afir_16384); fi
if command -v sox >/dev/null; then names+=(sox); fi
if command -v brutefir >/dev/null; then names+=(brutefir); fi
for taps in "${lengths[@]}"; do
  rm -f times.*
  brutefir_settings "$taps" >brutefir.settings
  if command -v brutefir >/dev/null; then run_brutefir >/dev/null 2>&1; fi # plans its transforms once
  for ((round = 0; round < rounds; ++round)); do
    for name in "${names[@]}"; do
      rm -f out.wav
      export -f "run_$name" afir
      TIMEFORMAT='%R %U %S'
      { time "${first[@]}" bash -c "$(declare -p one taps ours); run_$name" >/dev/null 2>&1; } 2>>"times.$name"
      ((round == 0)) || continue
      case $name in
        eardrum) "$ours" --error in.wav out.wav "fir$taps.wav" 0 0 1 >error.eardrum ;;
        afir_*) "$ours" --error in.wav out.wav "fir$taps.wav" 0 0 2 >"error.$name" ;;
        brutefir)
          { head -c "$header_bytes" in.wav && cat out.raw; } >out.wav
          "$ours" --error in.wav out.wav "fir$taps.wav" 1 0 1 >"error.$name"
          ;;
        *) echo - >"error.$name" ;;
      esac
    done
  done
  echo "$taps taps"
  for name in "${names[@]}"; do
    awk -v name="$name" -v error="$(cat "error.$name")" '{w[NR] = $1; c[NR] = name == "brutefir" ? $1 : $2 + $3}
      END {
        for (i = 1; i <= NR; ++i) for (j = i + 1; j <= NR; ++j) {
          if (w[j] < w[i]) {t = w[i]; w[i] = w[j]; w[j] = t}
          if (c[j] < c[i]) {t = c[i]; c[i] = c[j]; c[j] = t}
        }
        k = int((NR + 1) / 2)
        printf "%s %.3f %.3f %.3f %.3f %s\n", name, c[1], c[k], w[1], w[k], error
      }' "times.$name"
  done | awk '{row[NR] = $0; if ($1 == "eardrum") {cpu = $2; wall = $4}}
    END {for (k = 1; k <= NR; ++k) {split(row[k], f, " ")
      printf "  %-12s processor %6.3f s (median %6.3f) %5.2f of eardrum   wall %6.3f s (%6.3f) %5.2f of eardrum   error %s %s\n",
        f[1], f[2], f[3], f[2] / cpu, f[4], f[5], f[4] / wall, f[6], f[7]}}'
done
