"""Target: summarise

Mistake: the delegating generator has no loop and ends with the subgenerator
Why: the send(None) that ends the group also ends the delegating generator, which raises
    StopIteration at the caller
Expected: StopIteration out of summarise on the first group
Source: https://peps.python.org/pep-0380/ (StopIteration at the end of the delegating generator)
Message: raised StopIteration
"""

def averager():
    n, total = 0, 0.0
    while (x := (yield)) is not None:
        n, total = n + 1, total + x
    return n, total / n

def grouper(out, key):
    out[key] = yield from averager()

def summarise(data):
    out = {}
    for key, numbers in data.items():
        g = grouper(out, key)
        next(g)
        for x in numbers:
            g.send(x)
        g.send(None)
    return out
