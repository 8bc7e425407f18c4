"""Target: break_it

Approach: tokens as explore prints them
"""

def break_it():
    return {"clears_late": "0.1.0x6.1", "looks_outside": "0.1.0x5.1", "asks_then_joins": "0.1.0.0.0.1"}
