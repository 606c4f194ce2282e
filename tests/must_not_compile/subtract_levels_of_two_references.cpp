// EXPECT: no match for .operator|invalid operands to binary
#include <eardrum/units/level.h>
#include <eardrum/units/frequency.h>

auto step = eardrum::DbSpl(80.0) - eardrum::DbFieldA(70.0);
