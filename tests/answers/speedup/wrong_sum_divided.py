"""Target: speedup

Mistake: the work divided evenly
Why: a wait cannot be cut into pieces
Message: predicts what a real pool does
"""

def speedup(durations, workers):
    total = sum(durations)
    makespan = max([total / workers, *durations], default=0)
    return total / makespan if makespan else 1.0
