"""Target: summarise

Approach: the averager returns a named tuple
"""

import collections

Result = collections.namedtuple("Result", "count average")
def averager():
    total, count = 0.0, 0
    while True:
        term = yield
        if term is None: break
        total += term; count += 1
    return Result(count, total / count)
def grouper(results, key):
    while True:
        results[key] = yield from averager()
def summarise(data):
    results = {}
    for key, values in data.items():
        group = grouper(results, key)
        next(group)
        for value in values: group.send(value)
        group.send(None)
    return results
