"""Target: run_all

Approach: rounds of ready ones; sleeps in select.select; integer nanoseconds
"""

from collections import deque
import heapq
import time
import itertools
import select

def run_all(gens):
    gens = list(gens)
    out = [None] * len(gens)
    ready = deque(enumerate(gens)); timers = []
    n = itertools.count()
    while ready or timers:
        for _ in range(len(ready)):
            i, g = ready.popleft()
            try: s = next(g)
            except StopIteration as e: out[i] = e.value
            else:
                heapq.heappush(timers, (time.monotonic_ns() + int(s * 1e9), next(n), i, g))
        if timers:
            wait = timers[0][0] - time.monotonic_ns()
            select.select([], [], [], max(0, wait / 1e9))
            while timers and timers[0][0] <= time.monotonic_ns():
                _, _, i, g = heapq.heappop(timers); ready.append((i, g))
    return out
