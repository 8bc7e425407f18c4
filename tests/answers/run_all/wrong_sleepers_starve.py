"""Target: run_all

Mistake: looks at the timers only when nobody is ready
Why: as long as one generator yields 0, no sleeper is woken
Message: Those who never sleep must not keep it waiting.
"""

import heapq, itertools, time
from collections import deque

def run_all(gens):
    gens, turn = list(gens), itertools.count()
    results, ready, timers = [None] * len(gens), deque(range(len(gens))), []
    while ready or timers:
        if not ready:
            moment, _, n = heapq.heappop(timers)
            time.sleep(max(0, moment - time.monotonic()))
            ready.append(n)
        n = ready.popleft()
        try:
            seconds = next(gens[n])
        except StopIteration as stop:
            results[n] = stop.value
        else:
            if seconds:
                heapq.heappush(timers, (time.monotonic() + seconds, next(turn), n))
            else:
                ready.append(n)
    return results
