// EXPECT: conversion from .*to|no viable conversion from
#include <eardrum/units/level.h>
#include <eardrum/units/frequency.h>

eardrum::Gain gain = eardrum::Hertz(1000.0);
