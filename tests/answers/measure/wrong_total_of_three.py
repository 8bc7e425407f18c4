"""Target: measure

Mistake: the time of three calls together
Why: the seconds of one call are asked for
Message: reports the seconds of one call
"""

import timeit


def measure(workloads):
    results = {}
    for name, strategies in workloads.items():
        times = {each: timeit.timeit(run, number=3) for each, run in strategies.items()}
        results[name] = {"seconds": times, "winner": min(times, key=times.get)}
    return results
