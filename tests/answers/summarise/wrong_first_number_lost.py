"""Target: summarise

Mistake: primes with the first number's next()
Why: the value of the first step is lost: the generator is not yet at its yield
Message: returns another value
"""

def averager():
    yield
    count, total = 0, 0.0
    while (number := (yield)) is not None:
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
