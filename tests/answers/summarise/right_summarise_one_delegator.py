"""Target: summarise

Approach: one delegating generator for all groups that delegates once per name and returns the
    dict in StopIteration.value
"""

def averager():
    n, total = 0, 0.0
    while (x := (yield)) is not None:
        n, total = n + 1, total + x
    return n, total / n

def all_groups(names):
    out = {}
    for name in names:
        out[name] = yield from averager()
    return out

def summarise(data):
    g = all_groups(data)
    try:
        next(g)
        for numbers in data.values():
            for x in numbers:
                g.send(x)
            g.send(None)
    except StopIteration as stop:
        return stop.value
