"""Target: run_all

Mistake: the heap is global: what an exception left behind runs in the next call
Why: each call runs its own generators
Message: A second call knows nothing of the first
"""

import heapq
import time
import itertools

HEAP = []
TIE = itertools.count()
def run_all(gens):
    res = {}
    for i, g in enumerate(gens): heapq.heappush(HEAP, (time.monotonic(), next(TIE), i, g))
    while HEAP:
        t, _, i, g = heapq.heappop(HEAP)
        time.sleep(max(0, t - time.monotonic()))
        try: s = g.send(None)
        except StopIteration as e: res[i] = e.value
        else: heapq.heappush(HEAP, (time.monotonic() + s, next(TIE), i, g))
    return [res[i] for i in sorted(res)]
