"""Target: break_it

Mistake: hands in the default schedule
Why: under it all three work
Message: clears_late works under the schedule
"""

def break_it():
    return {"clears_late": [], "looks_outside": [0], "asks_then_joins": [0, 0, 0]}
