"""Target: summarise

Approach: the averager keeps the numbers in a list; the delegator catches its own end
"""

def averager():
    numbers = []
    while True:
        number = yield
        if number is None:
            return len(numbers), sum(numbers) / len(numbers)
        numbers.append(number)

def delegator(name, results):
    results[name] = yield from averager()

def summarise(data):
    results = {}
    for name in data:
        group = delegator(name, results)
        group.send(None)
        try:
            for number in [*data[name], None]:
                group.send(number)
        except StopIteration:
            pass
    return results
