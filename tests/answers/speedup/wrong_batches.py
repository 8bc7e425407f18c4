"""Target: speedup

Mistake: rounds of `workers` waits, each as long as its longest
Why: a free worker does not wait for the others of its round
Message: predicts what a real pool does
"""

def speedup(durations, workers):
    makespan = sum(max(durations[at : at + workers]) for at in range(0, len(durations), workers))
    return sum(durations) / makespan if makespan else 1.0
