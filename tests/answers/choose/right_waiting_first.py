"""Target: choose

Approach: waiting before computing; a process only where it pays twice
"""

def choose(workload):
    count, seconds, share = workload["count"], workload["seconds"], workload["cpu_share"]
    if count <= 1: return "sequential"
    if share <= 0.4: return {"async": "coroutines", "blocking": "threads"}[workload["client"]]
    transfer = workload["argument_bytes"] / 1e8 + 5e-4
    if seconds * share < 2 * transfer: return "sequential"
    return "processes"
