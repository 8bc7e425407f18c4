"""Target: speedup

Mistake: nothing to do is a speed-up of 0
Why: it was to be 1.0
Message: you said 0
"""

def speedup(durations, workers):
    ends = [0] * workers
    for duration in durations:
        ends[ends.index(min(ends))] += duration
    return sum(durations) / max(ends) if max(ends) else 0.0
