"""Target: summarise

Mistake: ends the group at any number that is false
Why: 0 is false, but only None ends a group
Message: Zero is a number, too: only None ends a group.
"""

def averager():
    count, total = 0, 0.0
    while number := (yield):
        count, total = count + 1, total + number
    return count, total / max(count, 1)

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
