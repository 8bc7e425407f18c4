"""Target: prime

Mistake: advances with next() and then again with send(None)
Why: the second step answers the first yield: what the caller sends arrives at the second
Message: None
"""

import functools

def prime(genfunc):
    @functools.wraps(genfunc)
    def start(*args, **kwargs):
        generator = genfunc(*args, **kwargs)
        next(generator)
        generator.send(None)
        return generator
    return start
