"""Target: break_it

Mistake: one schedule for all three
Why: what breaks one of them does the others no harm
Message: works under the schedule
"""

def break_it():
    return dict.fromkeys(["clears_late", "looks_outside", "asks_then_joins"], [0, 1, 0, 0, 0, 1])
