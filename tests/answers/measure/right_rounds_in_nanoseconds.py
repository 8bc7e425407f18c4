"""Target: measure

Approach: rounds over everything, monotonic nanoseconds, the middle one of three
"""

import time
from collections import defaultdict
def measure(workloads):
    raw = defaultdict(lambda: defaultdict(list))
    for _ in range(3):
        for w, ss in workloads.items():
            for s, f in ss.items():
                a = time.monotonic_ns(); f(); raw[w][s].append((time.monotonic_ns() - a) / 1e9)
    result = {}
    for w in workloads:
        med = {s: sorted(t)[len(t) // 2] for s, t in raw[w].items()}
        result[w] = {"winner": sorted(med, key=lambda s: med[s])[0], "seconds": med}
    return result
