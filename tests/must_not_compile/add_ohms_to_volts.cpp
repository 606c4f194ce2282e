// EXPECT: no match for .operator|invalid operands to binary
#include <eardrum/units/level.h>
#include <eardrum/units/frequency.h>

auto sum = eardrum::Ohms(32.0) + eardrum::Volts(1.0);
