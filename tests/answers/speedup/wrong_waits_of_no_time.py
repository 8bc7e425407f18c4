"""Target: speedup

Mistake: only an empty list is nothing to do
Message: ZeroDivisionError
"""

def speedup(durations, workers):
    if not durations: return 1.0
    free = [0]*workers
    for d in durations: free[free.index(min(free))] += d
    return sum(durations)/max(free)
