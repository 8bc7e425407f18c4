"""Target: choose

Approach: match on a few facts
"""

def choose(workload):
    pays = workload["seconds"] > 0.001 + workload["argument_bytes"] / 200_000_000
    match workload["count"] > 1, workload["cpu_share"] > 0.6, workload["client"]:
        case False, _, _:
            return "sequential"
        case True, True, _:
            return "processes" if pays else "sequential"
        case True, False, "async":
            return "coroutines"
        case _:
            return "threads"
