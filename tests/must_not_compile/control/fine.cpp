#include <eardrum/units/frequency.h>
#include <eardrum/units/level.h>

eardrum::Gain step = eardrum::DbSpl(80.0) - eardrum::DbSpl(74.0);
eardrum::DbSpl louder = eardrum::DbSpl(80.0) + step;
eardrum::Amperes current = eardrum::Volts(1.0) / eardrum::Ohms(32.0);
