"""Target: prime

Mistake: wraps the primed generator in another generator that only hands on values
Why: the wrapper is itself a generator that has not been started
Message: can't send non-None value to a just-started generator
"""

import functools

def prime(genfunc):
    @functools.wraps(genfunc)
    def start(*args, **kwargs):
        generator = genfunc(*args, **kwargs)
        value = next(generator)
        while True:
            value = generator.send((yield value))
    return start
