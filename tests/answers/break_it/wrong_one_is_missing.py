"""Target: break_it

Mistake: leaves one out
Why: three were asked for
Message: hands in no schedule for 'asks_then_joins'
"""

def break_it():
    return {"clears_late": "0.1.0x6.1", "looks_outside": "0.1.0x5.1"}
