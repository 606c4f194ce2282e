// EXPECT: no match for .operator|invalid operands to binary
#include <eardrum/units/level.h>
#include <eardrum/units/frequency.h>

auto ratio = eardrum::Volts(1.0) / eardrum::Hertz(1000.0);
