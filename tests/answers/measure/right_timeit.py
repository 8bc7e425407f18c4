"""Target: measure

Approach: timeit.repeat, sorted, the one in the middle
"""

import timeit


def median(times):
    return sorted(times)[len(times) // 2]


def measure(workloads):
    results = {}
    for name, strategies in workloads.items():
        times = {strategy: median(timeit.repeat(run, number=1, repeat=5)) for strategy, run in strategies.items()}
        results[name] = {"seconds": times, "winner": sorted(times, key=times.get)[0]}
    return results
