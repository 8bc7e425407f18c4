"""Target: speedup

Mistake: remembers the workers of the call before
Message: predicts what a real pool does
"""

free = []
def speedup(durations, workers):
    while len(free) < workers: free.append(0)
    for d in durations: free[free.index(min(free))] += d
    return sum(durations)/max(free) if max(free) else 1.0
