"""Target: break_it

Approach: lists of choices, with zeros at their ends
"""

def break_it():
    first = [0, 1]
    return {
        "clears_late": first + [0] * 6 + [1, 0, 0],
        "looks_outside": first + [0] * 5 + [1, 0],
        "asks_then_joins": first + [0] * 3 + [1],
    }
