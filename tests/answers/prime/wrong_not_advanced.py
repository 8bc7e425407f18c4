"""Target: prime

Mistake: returns the generator as it was made
Why: a generator that has not been started waits at no yield
Message: can't send non-None value to a just-started generator
"""

import functools

def prime(genfunc):
    @functools.wraps(genfunc)
    def start(*args, **kwargs):
        return genfunc(*args, **kwargs)
    return start
