"""Target: measure

Mistake: times each strategy once
Why: one disturbance decides
Message: Each strategy is to be timed at least three times.
"""

import time


def measure(workloads):
    results = {}
    for name, strategies in workloads.items():
        times = {}
        for strategy, run in strategies.items():
            start = time.perf_counter()
            run()
            times[strategy] = time.perf_counter() - start
        results[name] = {"seconds": times, "winner": min(times, key=times.get)}
    return results
