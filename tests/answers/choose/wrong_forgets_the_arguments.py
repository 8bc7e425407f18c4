"""Target: choose

Mistake: processes for whatever computes
Why: arguments and results are copied from process to process
Message: To copy 200 MB takes far longer than to compute.
"""

def choose(workload):
    if workload["count"] < 2:
        return "sequential"
    if workload["cpu_share"] < 0.5:
        return "coroutines" if workload["client"] == "async" else "threads"
    return "processes" if workload["seconds"] > 0.0005 else "sequential"
