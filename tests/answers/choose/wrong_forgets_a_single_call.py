"""Target: choose

Mistake: never sequential for a single call
Why: one call has nobody to run beside
Message: There is nothing to do at the same time.
"""

def choose(workload):
    if workload["cpu_share"] < 0.5:
        return "coroutines" if workload["client"] == "async" else "threads"
    computing = workload["seconds"] * workload["cpu_share"]
    return "processes" if computing > 0.0005 + workload["argument_bytes"] / 100e6 else "sequential"
