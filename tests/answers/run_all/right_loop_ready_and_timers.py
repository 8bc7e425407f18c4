"""Target: run_all

Approach: asyncio's shape: a ready deque drained one round at a time plus a timer heap checked
    every round
"""

import heapq, itertools, time
from collections import deque

def run_all(gens):
    gens, tick = list(gens), itertools.count()
    out, ready, timers = [None] * len(gens), deque(range(len(gens))), []
    while ready or timers:
        if not ready:
            time.sleep(max(0, timers[0][0] - time.monotonic()))
        now = time.monotonic()
        while timers and timers[0][0] <= now:
            ready.append(heapq.heappop(timers)[2])
        for _ in range(len(ready)):
            i = ready.popleft()
            try:
                pause = next(gens[i])
            except StopIteration as stop:
                out[i] = stop.value
            else:
                if pause > 0:
                    heapq.heappush(timers, (time.monotonic() + pause, next(tick), i))
                else:
                    ready.append(i)
    return out
