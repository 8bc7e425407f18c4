"""Target: prime

Approach: functools.wraps and next()
"""

import functools

def prime(genfunc):
    @functools.wraps(genfunc)
    def start(*args, **kwargs):
        g = genfunc(*args, **kwargs)
        next(g)
        return g
    return start
