"""Target: summarise

Mistake: counts on over all groups
Why: each name has a subgenerator of its own
Message: returns another value
"""

def summarise(data):
    count, total, results = 0, 0.0, {}
    def averager():
        nonlocal count, total
        while (number := (yield)) is not None:
            count, total = count + 1, total + number
        return count, total / count
    def grouper(name):
        while True:
            results[name] = yield from averager()
    for name, numbers in data.items():
        delegator = grouper(name)
        next(delegator)
        for number in numbers:
            delegator.send(number)
        delegator.send(None)
    return results
