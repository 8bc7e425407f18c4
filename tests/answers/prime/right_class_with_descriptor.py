"""Target: prime

Approach: a class with __call__ and __get__; next() with a default
"""

import functools

class prime:
    """Deco."""
    def __init__(self, genfunc):
        functools.update_wrapper(self, genfunc)
        self.genfunc = genfunc
    def __call__(self, *args, **kwargs):
        gen = self.genfunc(*args, **kwargs)
        next(gen, None)
        return gen
    def __get__(self, obj, typ=None):
        return functools.partial(self, obj)
