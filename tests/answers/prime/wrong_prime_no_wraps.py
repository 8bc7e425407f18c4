"""Target: prime

Mistake: no functools.wraps
Why: the wrapper hides name, docstring and signature
Expected: acc.__name__ == 'start'
Source: own construction; standard decorator advice
Message: keeps name and docstring: they are ['start', None]
"""

def prime(genfunc):
    def start(*a, **k):
        g = genfunc(*a, **k)
        next(g)
        return g
    return start
