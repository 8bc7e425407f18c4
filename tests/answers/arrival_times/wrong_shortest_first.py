"""Target: arrival_times

Mistake: starts the shortest jobs first
Why: the pool does not know how long a job takes; it starts them in the order of submission
Message: arrival_times
"""

import heapq


def arrival_times(durations, workers, how):
    free, end_of = [0] * workers, {}
    for number in sorted(range(len(durations)), key=durations.__getitem__):
        end_of[number] = heapq.heappop(free) + durations[number]
        heapq.heappush(free, end_of[number])
    ends = [end_of[number] for number in range(len(durations))]
    if how == "as_completed":
        return sorted(ends)
    return [max(ends[: place + 1]) for place in range(len(ends))]
