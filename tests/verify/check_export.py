#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Eardrum authors
# SPDX-License-Identifier: Apache-2.0
"""check_export.py FORMAT EXPORT INTENDED.csv RATE

Reads an export of a program that can't be run here with readers that are not ours (PyYAML, json), holds it against what the
program's own source accepts, and computes its response with the Audio EQ Cookbook's formulas, written out here once more.
Exit 0: accepted, and within 0.001 dB of INTENDED.csv (hertz, dB of the left ear, dB of the right ear); 77: PyYAML is missing.

The rules: CamillaDSP src/config.rs of v2.0.3 and v3.0.1, src/config/mod.rs of v4.1.3 (every struct denies unknown fields);
EasyEffects 8 src/contents/kcfg/*.kcfg and src/*_preset.cpp.
"""
import cmath
import json
import math
import sys

TOLERANCE_DB = 0.001


class Refused(Exception):
    pass


def expect(condition, message):
    if not condition:
        raise Refused(message)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def is_count(value):
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def fields(table, where, required, optional=None):
    """A struct of serde: all that is required, nothing that is unknown, each of its type."""
    expect(isinstance(table, dict), f"{where}: expected a table")
    known = {**required, **(optional or {})}
    for key, value in table.items():
        expect(key in known, f"{where}: unknown field {key}")
        expect(known[key](value), f"{where}.{key}: unexpected value {value!r}")
    for key in required:
        expect(key in table, f"{where}: field {key} is missing")


def is_text(value):
    return isinstance(value, str)


def is_flag(value):
    return isinstance(value, bool)


def anything(_):
    return True


def biquad(kind, hz, db, q, rate):
    """Audio EQ Cookbook (R. Bristow-Johnson); a0 is not yet 1."""
    a = 10 ** (db / 40)
    w = 2 * math.pi * hz / rate
    c, alpha = math.cos(w), math.sin(w) / (2 * q)
    r = 2 * math.sqrt(a) * alpha
    if kind == "peaking":
        return (1 + alpha * a, -2 * c, 1 - alpha * a), (1 + alpha / a, -2 * c, 1 - alpha / a)
    if kind == "low_shelf":
        return ((a * ((a + 1) - (a - 1) * c + r), 2 * a * ((a - 1) - (a + 1) * c), a * ((a + 1) - (a - 1) * c - r)),
                ((a + 1) + (a - 1) * c + r, -2 * ((a - 1) + (a + 1) * c), (a + 1) + (a - 1) * c - r))
    if kind == "high_shelf":
        return ((a * ((a + 1) + (a - 1) * c + r), -2 * a * ((a - 1) + (a + 1) * c), a * ((a + 1) + (a - 1) * c - r)),
                ((a + 1) - (a - 1) * c + r, 2 * ((a - 1) - (a + 1) * c), (a + 1) - (a - 1) * c - r))
    if kind == "low_pass":
        return ((1 - c) / 2, 1 - c, (1 - c) / 2), (1 + alpha, -2 * c, 1 - alpha)
    if kind == "high_pass":
        return ((1 + c) / 2, -(1 + c), (1 + c) / 2), (1 + alpha, -2 * c, 1 - alpha)
    raise Refused(f"no formula for {kind}")


def response_db(gain_db, sections, hz, rate):
    z = cmath.exp(-2j * math.pi * hz / rate)
    value = 10 ** (gain_db / 20)
    for b, a in sections:
        value *= abs((b[0] + b[1] * z + b[2] * z * z) / (a[0] + a[1] * z + a[2] * z * z))
    return 20 * math.log10(value)


CAMILLA_TYPES = {"Peaking": "peaking", "Lowshelf": "low_shelf", "Highshelf": "high_shelf", "Lowpass": "low_pass",
                 "Highpass": "high_pass"}
CAMILLA_FORMATS = {2: {"S16LE", "S24LE", "S24LE3", "S32LE", "FLOAT32LE", "FLOAT64LE"}}
CAMILLA_FORMATS[3] = CAMILLA_FORMATS[2]
CAMILLA_FORMATS[4] = {"S16_LE", "S24_4_RJ_LE", "S24_4_LJ_LE", "S24_3_LE", "S32_LE", "F32_LE", "F64_LE"}


def read_camilladsp(text, version, rate):
    import yaml
    config = yaml.safe_load(text)
    fields(config, "configuration", {"devices": anything},
           {"title": is_text, "description": is_text, "mixers": anything, "filters": anything, "processors": anything,
            "pipeline": anything})
    devices = config["devices"]
    optional = {key: anything for key in
                ("queuelimit", "silence_threshold", "silence_timeout", "enable_rate_adjust", "target_level", "adjust_period",
                 "resampler", "capture_samplerate", "stop_on_rate_change", "rate_measure_interval", "volume_ramp_time")}
    if version >= 3:
        optional |= {key: anything for key in ("volume_limit", "multithreaded", "worker_threads")}
    fields(devices, "devices", {"samplerate": is_count, "chunksize": is_count, "capture": anything, "playback": anything},
           optional)
    expect(devices["samplerate"] == rate, f"devices.samplerate: expected {rate}")
    channels = {}
    for side, kind in (("capture", "Stdin"), ("playback", "Stdout")):
        device = devices[side]
        fields(device, f"devices.{side}", {"type": lambda v: v == kind, "channels": lambda v: is_count(v) and v > 0,
                                           "format": lambda v: v in CAMILLA_FORMATS[version]})
        channels[side] = device["channels"]
    filters = config.get("filters") or {}
    for name, item in filters.items():
        where = f"filters.{name}"
        fields(item, where, {"type": is_text, "parameters": anything}, {"description": is_text})
        parameters = item["parameters"]
        if item["type"] == "Gain":
            fields(parameters, where, {"gain": is_number},
                   {"inverted": is_flag, "mute": is_flag, "scale": lambda v: v in ("dB", "linear")})
            expect(abs(parameters["gain"]) <= 150, f"{where}: gain beyond 150 dB")
        elif item["type"] == "Biquad":
            required = {"type": lambda v: v in CAMILLA_TYPES, "freq": is_number, "q": is_number}
            if parameters.get("type") in ("Peaking", "Lowshelf", "Highshelf"):
                required["gain"] = is_number
            fields(parameters, where, required)
            expect(0 < parameters["freq"] < rate / 2, f"{where}: frequency not below half of the sample rate")
            expect(parameters["q"] > 0, f"{where}: Q not above 0")
        else:
            raise Refused(f"{where}: type {item['type']}")
    ears = [[0.0, []], [0.0, []]]
    for i, step in enumerate(config.get("pipeline") or []):
        where = f"pipeline[{i}]"
        if version == 2:
            fields(step, where, {"type": lambda v: v == "Filter", "channel": is_count, "names": anything},
                   {"description": is_text, "bypassed": is_flag})
            targets = [step["channel"]]
        else:
            fields(step, where, {"type": lambda v: v == "Filter", "names": anything},
                   {"channels": lambda v: isinstance(v, list) and all(is_count(c) for c in v), "description": is_text,
                    "bypassed": is_flag})
            targets = step.get("channels", list(range(channels["capture"])))
            expect(len(set(targets)) == len(targets), f"{where}: a channel twice")
        for channel in targets:
            expect(channel < channels["capture"], f"{where}: there is no channel {channel}")
            for name in step["names"]:
                expect(name in filters, f"{where}: there is no filter {name}")
                parameters = filters[name]["parameters"]
                if filters[name]["type"] == "Gain":
                    expect(parameters.get("scale", "dB") == "dB" and not parameters.get("mute"), f"{where}: unexpected gain")
                    ears[channel][0] += parameters["gain"]
                else:
                    ears[channel][1].append(biquad(CAMILLA_TYPES[parameters["type"]], parameters["freq"],
                                                   parameters.get("gain", 0.0), parameters["q"], rate))
    expect(channels["capture"] == channels["playback"] == 2, "expected two channels")
    return ears


EASY_TYPES = {"Bell": "peaking", "Lo-shelf": "low_shelf", "Hi-shelf": "high_shelf", "Lo-pass": "low_pass",
              "Hi-pass": "high_pass"}


def within(low, high):
    return lambda value: is_number(value) and low <= value <= high


def read_easyeffects8(text, rate):
    preset = json.loads(text)
    fields(preset, "preset", {"output": anything})
    output = preset["output"]
    expect(set(output) == {"blocklist", "plugins_order", "equalizer#0"}, f"unexpected plugins {sorted(output)}")
    expect(output["blocklist"] == [] and output["plugins_order"] == ["equalizer#0"], "unexpected order of plugins")
    equalizer = output["equalizer#0"]
    fields(equalizer, "equalizer#0",
           {"bypass": lambda v: v is False, "input-gain": within(-36, 36), "output-gain": within(-36, 36),
            "mode": lambda v: v in ("IIR", "FIR", "FFT", "SPM"), "split-channels": is_flag, "balance": within(-100, 100),
            "pitch-left": within(-120, 120), "pitch-right": within(-120, 120), "num-bands": within(1, 32),
            "decramp": lambda v: v in ("Off", "x2", "x3", "x4", "x6", "x8"), "left": anything, "right": anything})
    ears = []
    for side in ("left", "right"):
        bands = equalizer[side if equalizer["split-channels"] else "left"]
        sections = []
        for n in range(equalizer["num-bands"]):
            band = bands[f"band{n}"]
            fields(band, f"{side}.band{n}",
                   {"type": lambda v: v in EASY_TYPES, "mode": lambda v: v == "APO (DR)", "slope": lambda v: v == "x1",
                    "solo": lambda v: v is False, "mute": lambda v: v is False, "gain": within(-36, 36),
                    "frequency": within(10, 24000), "q": within(0, 100), "width": within(0, 12)})
            sections.append(biquad(EASY_TYPES[band["type"]], band["frequency"], band["gain"], band["q"], rate))
        expect(len(bands) == equalizer["num-bands"], f"{side}: more bands than num-bands")
        ears.append([equalizer["input-gain"] + equalizer["output-gain"], sections])
    return ears


def main():
    form, export, intended, rate = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
    try:
        import yaml  # noqa: F401
    except ImportError:
        print("skipped: PyYAML is not installed (Debian package python3-yaml)")
        return 77
    with open(export, encoding="utf-8") as file:
        text = file.read()
    try:
        ears = read_easyeffects8(text, rate) if form == "easyeffects-8" else read_camilladsp(text, int(form[-1]), rate)
    except (Refused, KeyError, ValueError, yaml.YAMLError) as refused:
        print(f"{form} would refuse it: {refused}")
        return 1
    worst_db = 0.0
    with open(intended, encoding="utf-8") as file:
        for line in file:
            hz, *wanted = (float(number) for number in line.split(","))
            for (gain_db, sections), wanted_db in zip(ears, wanted):
                worst_db = max(worst_db, abs(response_db(gain_db, sections, hz, rate) - wanted_db))
    print(f"{form}: accepted; largest error {worst_db:.6f} dB")
    return 0 if worst_db <= TOLERANCE_DB else 1


sys.exit(main())
