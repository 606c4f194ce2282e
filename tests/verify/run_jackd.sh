#!/bin/bash
# run_jackd.sh IN.wav OUT.wav EQ.txt RATE: through `eardrum live --jack` on a jackd (EARDRUM, VERIFY_JACK: the programs)
. "$(dirname "$0")/jackd.sh"
need_jackd
start_jackd "$4" 1024
start_live_on_jack --eq "$3"
"$VERIFY_JACK" "$1" "$2" eardrum
