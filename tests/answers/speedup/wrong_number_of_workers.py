"""Target: speedup

Mistake: the number of workers
Why: they cannot all be busy all the time
Message: predicts what a real pool does
"""

def speedup(durations, workers):
    return float(min(workers, len(durations)) or 1)
