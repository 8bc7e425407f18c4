"""Target: measure

Mistake: names the winner by its time
Message: the quickest strategy wins
"""

import time, statistics
def measure(workloads):
    def clock(f):
        t = time.perf_counter(); f(); return time.perf_counter() - t
    out = {}
    for w, ss in workloads.items():
        m = {s: statistics.median([clock(f) for _ in range(3)]) for s, f in ss.items()}
        out[w] = {"seconds": m, "winner": min(m.values())}
    return out
