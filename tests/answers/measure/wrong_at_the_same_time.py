"""Target: measure

Mistake: times the calls of a strategy while others of it run
Message: is to be timed
"""

import time, statistics
from concurrent.futures import ThreadPoolExecutor
def measure(workloads):
    def clock(f):
        t = time.perf_counter(); f(); return time.perf_counter() - t
    out = {}
    with ThreadPoolExecutor(9) as pool:
        for w, ss in workloads.items():
            m = {s: statistics.median(pool.map(clock, [f]*3)) for s, f in ss.items()}
            out[w] = {"seconds": m, "winner": min(m, key=m.get)}
    return out
