"""Target: prime

Mistake: keeps the decorated function in a global dict
Why: the second decorated function replaces the first, too
Message: Two decorated functions have nothing in common
"""

import functools

LAST = {}
def prime(genfunc):
    LAST["f"] = genfunc
    @functools.wraps(genfunc)
    def started(*args, **kwargs):
        g = LAST["f"](*args, **kwargs)
        next(g)
        return g
    return started
