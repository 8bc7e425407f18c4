"""Target: prime

Mistake: a function without a docstring gets the wrapper's
Why: a docstring that is None is kept as well
Message: one without a docstring gets none
"""

def prime(genfunc):
    def started(*args, **kwargs):
        "Primed."
        g = genfunc(*args, **kwargs)
        next(g)
        return g
    started.__name__ = genfunc.__name__
    if genfunc.__doc__:
        started.__doc__ = genfunc.__doc__
    return started
