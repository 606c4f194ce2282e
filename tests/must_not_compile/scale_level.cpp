// EXPECT: no match for .operator|invalid operands to binary
#include <eardrum/units/level.h>
#include <eardrum/units/frequency.h>

auto twice = eardrum::DbSpl(80.0) * 2.0;
