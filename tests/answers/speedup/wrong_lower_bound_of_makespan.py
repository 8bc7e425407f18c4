"""Target: speedup

Mistake: the bound that no schedule can beat, which list scheduling does not always reach
Message: predicts what a real pool does
"""

def speedup(durations, workers):
    if not sum(durations): return 1.0
    return sum(durations) / max(max(durations), sum(durations) / workers)
