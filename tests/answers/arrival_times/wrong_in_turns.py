"""Target: arrival_times

Mistake: deals the jobs out in turns: job 0 to worker 0, job 1 to worker 1, …
Why: a queue has no turns; whoever is free first takes the next job
Message: returns another value
"""

import itertools


def arrival_times(durations, workers, how):
    free, ends = [0] * workers, []
    for number, duration in enumerate(durations):
        free[number % workers] += duration
        ends.append(free[number % workers])
    return list(itertools.accumulate(ends, max)) if how == "map" else sorted(ends)
