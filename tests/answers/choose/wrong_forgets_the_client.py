"""Target: choose

Mistake: coroutines for everything that waits
Why: a blocking client blocks the loop
Message: chooses threads
"""

def choose(workload):
    if workload["count"] < 2:
        return "sequential"
    if workload["cpu_share"] < 0.5:
        return "coroutines"
    computing = workload["seconds"] * workload["cpu_share"]
    return "processes" if computing > 0.0005 + workload["argument_bytes"] / 100e6 else "sequential"
