"""Target: speedup

Mistake: sorts the durations
Why: a pool takes them in the order in which they come
Message: predicts what a real pool does
"""

def speedup(durations, workers):
    ends = [0] * workers
    for duration in sorted(durations, reverse=True):
        ends[ends.index(min(ends))] += duration
    return sum(durations) / max(ends) if max(ends) else 1.0
