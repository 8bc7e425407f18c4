"""Target: collect

Approach: a thread for each item, let through by a semaphore
"""

import threading


def collect(fn, items, workers):
    results, errors, gate = {}, {}, threading.BoundedSemaphore(workers)

    def work(item):
        with gate:
            try:
                results[item] = fn(item)
            except Exception as error:
                errors[item] = error

    threads = [threading.Thread(target=work, args=(item,)) for item in items]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results, errors
