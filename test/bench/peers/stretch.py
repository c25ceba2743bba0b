"""The life of a contestant written in Python: as src-main/benchmark/answer-asks.ts."""

import ctypes
import json
import re
import sys
import time

BETWEEN_LOOKS = 0.001


def answer_asks(open_work):
    """open_work(work) gives (examples of a step, run(steps), what runs)."""
    contestant = None
    for line in sys.stdin:
        ask = json.loads(line)
        if "open" in ask:
            contestant = open_work(ask["open"])
            answer = {"ready": {"version": contestant[2]}}
        else:
            answer = run_stretch(contestant, ask["run"]["milliseconds"] / 1000)
        print(json.dumps(answer), flush=True)


def run_stretch(contestant, least):
    per_unit, run, _ = contestant
    began, began_wall = time.process_time(), time.perf_counter()
    units, portion, seconds = 0, 1, 0.0
    while True:
        before = seconds
        run(portion)
        units += portion
        seconds = time.process_time() - began
        if seconds - before < BETWEEN_LOOKS:
            portion *= 2
        if max(seconds, (time.perf_counter() - began_wall) / 2) >= least:
            break
    return {"done": units * per_unit, "seconds": seconds, "wall": time.perf_counter() - began_wall}


def describe_blas():
    """What multiplies matrices in this process, with the processor it takes this one for; '' where it cannot be told."""
    try:
        with open("/proc/self/maps", encoding="utf-8") as maps:
            files = sorted(set(re.findall(r"(/\S*blas\S*)", maps.read())))
    except OSError:
        return ""
    for file in files:
        library = ctypes.CDLL(file)
        for name in ("openblas_get_config", "openblas_get_config64_", "scipy_openblas_get_config64_"):
            if hasattr(library, name):
                ask = getattr(library, name)
                ask.restype = ctypes.c_char_p
                words = ask().decode().split()
                core = getattr(library, name.replace("config", "corename"))
                core.restype = ctypes.c_char_p
                return f", {' '.join(words[:2])} {core().decode()}"
    return ""
