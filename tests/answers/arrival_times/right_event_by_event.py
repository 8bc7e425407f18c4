"""Target: arrival_times

Approach: plays it through, from one end of a job to the next
"""


def arrival_times(durations, workers, how):
    waiting, running, ends, now = list(enumerate(durations)), [], {}, 0
    while waiting or running:
        while waiting and len(running) < workers:
            number, duration = waiting.pop(0)
            running.append((now + duration, number))
        running.sort()
        now, number = running.pop(0)
        ends[number] = now
    if how == "as_completed":
        return sorted(ends.values())
    return [max(ends[before] for before in range(number + 1)) for number in range(len(ends))]
