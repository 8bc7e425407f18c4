"""Target: prime

Mistake: catches whatever goes wrong before the first yield
Why: the caller gets a dead generator and never hears why
Message: raises nothing
"""

import functools

def prime(genfunc):
    @functools.wraps(genfunc)
    def start(*args, **kwargs):
        generator = genfunc(*args, **kwargs)
        try:
            next(generator)
        except Exception:
            pass
        return generator
    return start
