"""Target: measure

Approach: a warm-up, then rounds in which each strategy has its turn
"""

from collections import defaultdict
from statistics import median
from time import monotonic_ns


def measure(workloads):
    return {name: contest(strategies) for name, strategies in workloads.items()}


def contest(strategies):
    times = defaultdict(list)
    for round_ in range(6):
        for strategy, run in strategies.items():
            start = monotonic_ns()
            run()
            if round_:
                times[strategy].append((monotonic_ns() - start) / 1e9)
    seconds = {strategy: median(found) for strategy, found in times.items()}
    return {"winner": min(seconds, key=seconds.__getitem__), "seconds": seconds}
