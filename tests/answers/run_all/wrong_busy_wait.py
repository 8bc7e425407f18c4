"""Target: run_all

Mistake: goes round and round until a moment has come
Why: a loop that asks the clock again and again keeps a processor busy
Message: spins on
"""

import time
from collections import deque

def run_all(gens):
    gens = list(gens)
    results, waiting = [None] * len(gens), deque((0, n) for n in range(len(gens)))
    while waiting:
        moment, n = waiting.popleft()
        if moment > time.monotonic():
            waiting.append((moment, n))
            continue
        try:
            seconds = next(gens[n])
        except StopIteration as stop:
            results[n] = stop.value
        else:
            waiting.append((time.monotonic() + seconds, n))
    return results
