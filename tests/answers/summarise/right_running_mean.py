"""Target: summarise

Approach: the mean is kept up to date; all delegators are made before any number is sent
"""

def averager():
    count, mean = 0, 0.0
    while True:
        number = yield mean
        if number is None:
            return (count, mean)
        count += 1
        mean += (number - mean) / count

def group(name, results):
    results[name] = yield from averager()
    yield

def summarise(data):
    results = {}
    groups = [(group(name, results), numbers) for name, numbers in data.items()]
    for delegating, numbers in groups:
        next(delegating)
        for number in numbers:
            delegating.send(number)
        delegating.send(None)
    return results
