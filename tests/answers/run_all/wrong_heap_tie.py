"""Target: run_all

Mistake: heap entries (deadline, generator) without a tie breaker
Why: equal deadlines make heapq compare the generators
Expected: works for months, then TypeError: '<' not supported between instances of 'generator'
    and 'generator'
Source: heapq documentation notes on priority queues; python/cpython asyncio handles define
    __lt__ for this reason
Message: '<' not supported between instances of 'generator' and
"""

import heapq, time

def run_all(gens):
    gens = list(gens)
    index = {id(g): i for i, g in enumerate(gens)}
    out = [None] * len(gens)
    heap = []
    for g in gens:
        heapq.heappush(heap, (time.monotonic(), g))
    while heap:
        when, g = heapq.heappop(heap)
        time.sleep(max(0, when - time.monotonic()))
        try:
            d = g.send(None)
        except StopIteration as e:
            out[index[id(g)]] = e.value
        else:
            heapq.heappush(heap, (time.monotonic() + d, g))
    return out
