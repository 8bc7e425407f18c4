"""Target: break_it

Mistake: True and False for choices
Why: a choice is the number of a thread
Message: neither a list of choices nor a token
"""


def break_it():
    return {
        "clears_late": "0.1.0x6.1",
        "looks_outside": [0, 1, 0, 0, 0, 0, 0, 1],
        "asks_then_joins": [False, True, False, False, False, True],
    }
