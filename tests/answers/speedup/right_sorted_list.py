"""Target: speedup

Approach: always the worker that is free first, found by min
"""

def speedup(durations, workers):
    ends = [0.0] * workers
    for duration in durations:
        worker = ends.index(min(ends))
        ends[worker] += duration
    return sum(durations) / max(ends) if any(durations) else 1.0
