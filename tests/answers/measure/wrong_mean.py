"""Target: measure

Mistake: the mean
Why: one disturbance moves it as far as it likes
Message: reports medians
"""

import statistics
import time


def measure(workloads):
    def seconds(run):
        start = time.perf_counter()
        run()
        return time.perf_counter() - start

    results = {}
    for name, strategies in workloads.items():
        means = {each: statistics.mean(seconds(run) for _ in range(3)) for each, run in strategies.items()}
        results[name] = {"seconds": means, "winner": min(means, key=means.get)}
    return results
