"""Target: break_it

Mistake: describes the schedule in words
Why: the scheduler reads numbers
Message: is neither a list of choices nor a token
"""

def break_it():
    return {"clears_late": "let thread 1 go first", "looks_outside": [], "asks_then_joins": []}
