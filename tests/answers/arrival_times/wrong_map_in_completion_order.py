"""Target: arrival_times

Mistake: gives the completion times for map, too
Why: map hands over in call order; a quick job waits for the slow ones before it
Message: expected: [3.0, 3.0, 3.0] got: [1, 3, 3]
"""

import heapq


def arrival_times(durations, workers, how):
    free, ends = [0] * workers, []
    for duration in durations:
        end = heapq.heappop(free) + duration
        heapq.heappush(free, end)
        ends.append(end)
    return sorted(ends)
