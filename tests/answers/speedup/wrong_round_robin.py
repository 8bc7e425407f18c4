"""Target: speedup

Mistake: deals the waits out in turn
Why: who is free first takes the next
Message: predicts what a real pool does
"""

def speedup(durations, workers):
    ends = [sum(durations[number::workers]) for number in range(workers)]
    return sum(durations) / max(ends) if max(ends) else 1.0
