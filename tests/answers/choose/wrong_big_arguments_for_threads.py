"""Target: choose

Mistake: the size of the arguments decides for threads, too
Why: threads share memory: nothing is copied
Message: chooses threads
"""

def choose(workload):
    if workload["count"] < 2 or workload["argument_bytes"] > 20_000_000:
        return "sequential"
    if workload["cpu_share"] < 0.5:
        return "coroutines" if workload["client"] == "async" else "threads"
    return "processes" if workload["seconds"] > 0.0005 + workload["argument_bytes"] / 100e6 else "sequential"
