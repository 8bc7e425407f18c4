"""Target: measure

Mistake: max instead of min
Why: fewer seconds are better
Message: the quickest strategy wins
"""

import statistics
import timeit


def measure(workloads):
    results = {}
    for name, strategies in workloads.items():
        times = {each: statistics.median(timeit.repeat(run, number=1, repeat=3)) for each, run in strategies.items()}
        results[name] = {"seconds": times, "winner": max(times, key=times.get)}
    return results
