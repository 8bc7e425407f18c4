"""Target: break_it

Mistake: returns a list of schedules
Why: which is for which?
Message: returns no dict of schedules
"""

def break_it():
    return ["0.1.0x6.1", "0.1.0x5.1", "0.1.0.0.0.1"]
