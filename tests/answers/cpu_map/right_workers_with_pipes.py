"""Target: cpu_map

Approach: processes of its own, an inbox for all, results read before they are joined
"""

import multiprocessing


def serve(fn, inbox, outbox):
    for number, item in iter(inbox.get, None):
        try:
            outbox.put((number, True, fn(item)))
        except Exception as error:
            outbox.put((number, False, error))


def cpu_map(fn, items, workers):
    inbox, outbox = multiprocessing.SimpleQueue(), multiprocessing.SimpleQueue()
    team = [multiprocessing.Process(target=serve, args=(fn, inbox, outbox)) for _ in range(workers)]
    for process in team:
        process.start()
    items = list(items)
    results, failure = [None] * len(items), None
    waiting = list(enumerate(items))[::-1]
    for _ in range(min(len(waiting), workers)):
        inbox.put(waiting.pop())
    for _ in items:
        number, fine, value = outbox.get()
        if fine:
            results[number] = value
        else:
            failure = failure or value
        if waiting:
            inbox.put(waiting.pop())
    for _ in team:
        inbox.put(None)
    for process in team:
        process.join()
    if failure:
        raise failure
    return results
