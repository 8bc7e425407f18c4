"""Target: cpu_map

Mistake: a pool that is never shut down
Why: its processes outlive the call
Message: A worker process outlives the call.
"""

from concurrent.futures import ProcessPoolExecutor

pools = []


def cpu_map(fn, items, workers):
    pools.append(ProcessPoolExecutor(workers))
    return list(pools[-1].map(fn, items))
