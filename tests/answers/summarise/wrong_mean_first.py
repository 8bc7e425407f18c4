"""Target: summarise

Mistake: returns (mean, count)
Why: the pair is (count, mean)
Message: returns another value
"""

def averager():
    count, total = 0, 0.0
    while (number := (yield)) is not None:
        count, total = count + 1, total + number
    return total / count, count

def grouper(results, name):
    while True:
        results[name] = yield from averager()

def summarise(data):
    results = {}
    for name, numbers in data.items():
        delegator = grouper(results, name)
        next(delegator)
        for number in numbers:
            delegator.send(number)
        delegator.send(None)
    return results
