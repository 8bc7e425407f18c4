"""Target: prime

Approach: an object with __call__ that carries name and docstring
"""

import functools

class prime:
    def __init__(self, genfunc):
        functools.update_wrapper(self, genfunc)
        self.genfunc = genfunc

    def __call__(self, *args, **kwargs):
        generator = self.genfunc(*args, **kwargs)
        next(generator)
        return generator
