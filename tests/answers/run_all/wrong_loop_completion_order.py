"""Target: run_all

Mistake: appends results as tasks finish
Why: results must be matched to their tasks
Expected: ['b', 'c', 'a'] instead of ['a', 'b', 'c']
Source: https://github.com/psf/requests-html/pull/531
Message: got: ['B', 'C', 'A']
"""

import heapq, itertools, time

def run_all(gens):
    tick, out = itertools.count(), []
    heap = [(0.0, next(tick), g) for g in gens]
    while heap:
        when, _, g = heapq.heappop(heap)
        time.sleep(max(0, when - time.monotonic()))
        try:
            d = g.send(None)
        except StopIteration as e:
            out.append(e.value)
        else:
            heapq.heappush(heap, (time.monotonic() + d, next(tick), g))
    return out
