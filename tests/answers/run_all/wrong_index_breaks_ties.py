"""Target: run_all

Mistake: breaks ties by the generator's place in the list
Why: of those who wait for the same moment the first in the list always goes first: the others
    never get a turn
Message: who yields 0 lets the others run
"""

import heapq, time

def run_all(gens):
    gens = list(gens)
    results = [None] * len(gens)
    waiting = [(0, n) for n in range(len(gens))]
    clock = 0
    while waiting:
        moment, n = heapq.heappop(waiting)
        time.sleep(max(0, moment - clock))
        clock = max(clock, moment)
        try:
            seconds = next(gens[n])
        except StopIteration as stop:
            results[n] = stop.value
        else:
            heapq.heappush(waiting, (clock + seconds, n))
    return results
