"""Target: run_all

Mistake: keeps only results that are true
Why: 0, "" and None are results, too
Message: returns another value
"""

import heapq, itertools, time

def run_all(gens):
    gens, turn = list(gens), itertools.count()
    results = {}
    waiting = [(time.monotonic(), next(turn), n) for n in range(len(gens))]
    while waiting:
        moment, _, n = heapq.heappop(waiting)
        time.sleep(max(0, moment - time.monotonic()))
        try:
            seconds = next(gens[n])
        except StopIteration as stop:
            if stop.value:
                results[n] = stop.value
        else:
            heapq.heappush(waiting, (time.monotonic() + seconds, next(turn), n))
    return [results[n] for n in sorted(results)]
