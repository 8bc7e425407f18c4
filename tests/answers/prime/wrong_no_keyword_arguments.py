"""Target: prime

Mistake: hands on positional arguments only
Why: a decorator that forgets **kwargs changes the function's signature
Message: got an unexpected keyword
"""

import functools

def prime(genfunc):
    @functools.wraps(genfunc)
    def start(*args):
        generator = genfunc(*args)
        next(generator)
        return generator
    return start
