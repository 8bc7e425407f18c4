"""Target: prime

Mistake: returns what next() returned instead of the generator
Why: next() gives the value of the first yield
Message: raised AttributeError: 'int' object has no attribute 'send'
"""

import functools

def prime(genfunc):
    @functools.wraps(genfunc)
    def start(*args, **kwargs):
        return next(genfunc(*args, **kwargs))
    return start
