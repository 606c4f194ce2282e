// EXPECT: no match for .operator|invalid operands to binary
#include <eardrum/units/level.h>
#include <eardrum/units/frequency.h>

auto sum = eardrum::DbSpl(80.0) + eardrum::DbSpl(80.0);
