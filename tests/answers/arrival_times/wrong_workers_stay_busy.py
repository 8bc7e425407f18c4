"""Target: arrival_times

Mistake: keeps the moments at which workers are free in a global variable
Why: the next prediction begins with the workers of the last one
Message: Each call is on its own.
"""

import heapq
import itertools

free = None


def arrival_times(durations, workers, how):
    global free
    free, ends = free or [0] * workers, []
    for duration in durations:
        ends.append(free[0] + duration)
        heapq.heapreplace(free, ends[-1])
    return list(itertools.accumulate(ends, max)) if how == "map" else sorted(ends)
