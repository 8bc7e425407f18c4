"""Target: arrival_times

Mistake: thinks of rounds of `workers` jobs that wait for each other
Why: a pool has no rounds; whoever is free takes the next job
Message: arrival_times
"""

def arrival_times(durations, workers, how):
    ends, start = [], 0
    for place in range(0, len(durations), workers):
        batch = [start + each for each in durations[place : place + workers]]
        start = max(batch)
        ends += batch
    if how == "as_completed":
        return sorted(ends)
    return [max(ends[: place + 1]) for place in range(len(ends))]
