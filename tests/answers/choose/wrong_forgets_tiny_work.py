"""Target: choose

Mistake: looks at the count, not at the length of the work
Why: a hand-over costs more than two microseconds of computing
Message: Two microseconds of work do not pay
"""

def choose(workload):
    if workload["count"] < 2:
        return "sequential"
    if workload["cpu_share"] < 0.5:
        return "coroutines" if workload["client"] == "async" else "threads"
    return "processes" if workload["argument_bytes"] < 20_000_000 else "sequential"
