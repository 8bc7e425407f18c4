"""Target: summarise

Mistake: sends the first number to a generator that has not been started
Why: a just-created generator is not waiting at a yield
Expected: TypeError: can't send non-None value to a just-started generator
Source:
    https://engineersofai.com/docs/python/python-intermediate/functional-programming/generators-and-yield
Message: can't send non-None value to a just-started generator
"""

def averager():
    n, total = 0, 0.0
    while (x := (yield)) is not None:
        n, total = n + 1, total + x
    return n, total / n

def grouper(out, key):
    while True:
        out[key] = yield from averager()

def summarise(data):
    out = {}
    for key, numbers in data.items():
        g = grouper(out, key)
        for x in numbers:
            g.send(x)
        g.send(None)
    return out
