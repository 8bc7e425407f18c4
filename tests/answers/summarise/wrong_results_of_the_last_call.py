"""Target: summarise

Mistake: a default dict is made once, not for each call
Why: the second call returns the first one's groups, too
Message: A second call knows nothing of the first
"""

def avg():
    n = t = 0
    while (x := (yield)) is not None: n += 1; t += x
    return n, t / n
def summarise(data, results={}):
    def deleg(name):
        results[name] = yield from avg()
        yield
    for name, vs in data.items():
        g = deleg(name); next(g)
        for v in vs: g.send(v)
        g.send(None)
    return results
