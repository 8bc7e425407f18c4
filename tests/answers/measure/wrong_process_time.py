"""Target: measure

Mistake: time.process_time
Why: it counts computing only: waiting takes no time at all
Message: reports the seconds of one call
"""

import statistics
import time


def measure(workloads):
    def seconds(run):
        start = time.process_time()
        run()
        return time.process_time() - start

    results = {}
    for name, strategies in workloads.items():
        medians = {each: statistics.median(seconds(run) for _ in range(3)) for each, run in strategies.items()}
        results[name] = {"seconds": medians, "winner": min(medians, key=medians.get)}
    return results
