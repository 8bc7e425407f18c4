"""Target: measure

Mistake: takes the second of three times for the median
Message: reports medians
"""

import time
def measure(workloads):
    def clock(f):
        t = time.perf_counter(); f(); return time.perf_counter() - t
    out = {}
    for w, ss in workloads.items():
        m = {s: [clock(f) for _ in range(3)][1] for s, f in ss.items()}
        out[w] = {"seconds": m, "winner": min(m, key=m.get)}
    return out
