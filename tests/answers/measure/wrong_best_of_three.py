"""Target: measure

Mistake: the smallest of the times
Why: the contract says median; a lucky run is not what you will get
Message: reports medians
"""

import timeit


def measure(workloads):
    results = {}
    for name, strategies in workloads.items():
        times = {each: min(timeit.repeat(run, number=1, repeat=5)) for each, run in strategies.items()}
        results[name] = {"seconds": times, "winner": min(times, key=times.get)}
    return results
