"""Target: summarise

Approach: the delegator returns what it got; the caller reads StopIteration.value
"""

import itertools

def summarise(data):
    def avg():
        xs = []
        while True:
            x = yield
            if x is None: return len(xs), sum(xs) / len(xs)
            xs.append(x)
    def deleg():
        return (yield from avg())
    def drive(values):
        g = deleg(); next(g)
        try:
            for v in itertools.chain(values, [None]): g.send(v)
        except StopIteration as s:
            return s.value
    return {k: drive(v) for k, v in data.items()}
