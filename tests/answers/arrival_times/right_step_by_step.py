"""Target: arrival_times

Approach: plays the pool: jobs in a queue, workers that are busy until some moment
"""

from collections import deque


def arrival_times(durations, workers, how):
    waiting, busy, finished, now = deque(enumerate(durations)), [], {}, 0
    while waiting or busy:
        while waiting and len(busy) < workers:
            number, duration = waiting.popleft()
            busy.append((now + duration, number))
        now = min(busy)[0]
        for end, number in [each for each in busy if each[0] == now]:
            busy.remove((end, number))
            finished[number] = end
    if how == "map":
        times, latest = [], 0
        for number in sorted(finished):
            latest = max(latest, finished[number])
            times.append(latest)
        return times
    return sorted(finished.values())
