"""Target: summarise

Mistake: the averager is primed by a decorator, and the delegator is moved once more
Why: yield from does a next() of its own: a primed averager is sent None at once, which ends the
    group
Message: ZeroDivisionError
"""

def primed(function):
    def start():
        generator = function()
        next(generator)
        return generator
    return start

@primed
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
        delegator.send(None)
    return results
