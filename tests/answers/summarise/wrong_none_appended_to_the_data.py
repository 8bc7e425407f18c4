"""Target: summarise

Mistake: appends the None to the caller's list
Why: the data is not the function's own
Message: the data stays as it was
"""

def avg():
    n = t = 0
    while (x := (yield)) is not None: n += 1; t += x
    return n, t / n
def summarise(data):
    results = {}
    def deleg(name):
        results[name] = yield from avg()
        yield
    for name, vs in data.items():
        g = deleg(name); next(g)
        vs.append(None)
        for v in vs: g.send(v)
    return results
