"""Target: summarise

Mistake: does not end the groups
Why: the averager returns only when it is sent None, so that nothing is ever stored
Message: got: {}
"""

def averager():
    count, total = 0, 0.0
    while (number := (yield)) is not None:
        count, total = count + 1, total + number
    return count, total / count

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
    return results
