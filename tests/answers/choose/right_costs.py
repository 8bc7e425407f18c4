"""Target: choose

Approach: estimates what each strategy would cost, and takes the cheapest
"""

def choose(workload):
    count, seconds = workload["count"], workload["seconds"]
    computing = seconds * workload["cpu_share"]
    waiting = seconds - computing
    cores = 8
    costs = {"sequential": count * seconds}
    if count > 1:
        hand_over = 0.0005 + workload["argument_bytes"] / 1e8
        costs["processes"] = 0.05 + count * hand_over + count * seconds / min(cores, count)
        if workload["client"] == "async":
            costs["coroutines"] = count * (computing + 0.0001) + waiting
        else:
            costs["threads"] = count * (computing + 0.0002) + waiting
        if workload["cpu_share"] < 0.5:
            costs.pop("processes")
    return min(costs, key=costs.get)
