"""Target: prime

Mistake: creates and starts one generator at decoration time and hands out that one
Why: all callers share the state of one generator
Expected: the body runs when the function is decorated; two "coroutines" add into one total
Source: own construction after
    https://engineersofai.com/docs/python/python-intermediate/functional-programming/generators-and-yield
Message: a second call makes a generator of its own
"""

def prime(genfunc):
    try:
        g = genfunc()
        next(g)
    except TypeError:
        g = None
    def start(*a, **k):
        return g
    return start
