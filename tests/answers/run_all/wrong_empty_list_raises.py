"""Target: run_all

Mistake: takes the earliest of an empty heap
Why: no generators are a list like any other
Message: raised IndexError
"""

import heapq, itertools, time

def run_all(gens):
    gens, turn = list(gens), itertools.count()
    results = [None] * len(gens)
    waiting = [(time.monotonic(), next(turn), n) for n in range(len(gens))]
    while True:
        moment, _, n = heapq.heappop(waiting)
        time.sleep(max(0, moment - time.monotonic()))
        try:
            seconds = next(gens[n])
        except StopIteration as stop:
            results[n] = stop.value
            if not waiting:
                return results
        else:
            heapq.heappush(waiting, (time.monotonic() + seconds, next(turn), n))
