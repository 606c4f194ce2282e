// EXPECT: conversion from .double. to|no viable conversion from
#include <eardrum/units/level.h>
#include <eardrum/units/frequency.h>

eardrum::Ohms load = 32.0;
