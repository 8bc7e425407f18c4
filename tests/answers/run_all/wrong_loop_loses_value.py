"""Target: run_all

Mistake: catches StopIteration without looking at its value
Why: the return value of a generator is StopIteration.value
Expected: a list of None
Source: https://github.com/brython-dev/brython/issues/765
Message: got: [None, None, None]
"""

import heapq, itertools, time

def run_all(gens):
    gens, tick = list(gens), itertools.count()
    out = [None] * len(gens)
    heap = [(0.0, next(tick), i) for i in range(len(gens))]
    while heap:
        when, _, i = heapq.heappop(heap)
        time.sleep(max(0, when - time.monotonic()))
        try:
            d = gens[i].send(None)
        except StopIteration:
            continue
        heapq.heappush(heap, (time.monotonic() + d, next(tick), i))
    return out
