"""Target: arrival_times

Approach: lists and min, numbers as they are
"""

def arrival_times(durations, workers, how):
    free = [0.0 for _ in range(workers)]
    arrivals = []
    for duration in durations:
        worker = free.index(min(free))
        free[worker] += duration
        seen = free[worker]
        if how == "map" and arrivals:
            seen = max(seen, arrivals[-1])
        arrivals.append(seen)
    if how == "as_completed":
        arrivals.sort()
    return arrivals
