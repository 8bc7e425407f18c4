"""Target: lazy_map

Approach: workers pull by themselves, let through by a semaphore of buffersize places
"""

import threading


def lazy_map(fn, iterable, workers, buffersize):
    iterator, places = enumerate(iterable), threading.Semaphore(buffersize)
    changed, results, state = threading.Condition(), {}, {"end": None, "closed": False}
    pulling = threading.Lock()

    def work():
        while True:
            places.acquire()
            with pulling:
                if state["closed"] or state["end"] is not None:
                    places.release()
                    return
                try:
                    number, item = next(iterator)
                except StopIteration:
                    with changed:
                        state["end"] = True
                        changed.notify_all()
                    places.release()
                    return
                with changed:
                    results.setdefault(number, None)
            value = fn(item)
            with changed:
                results[number] = (value,)
                changed.notify_all()

    threads = [threading.Thread(target=work, daemon=True) for _ in range(workers)]
    for thread in threads:
        thread.start()
    number = 0
    try:
        while True:
            with changed:
                changed.wait_for(lambda: results.get(number) or (state["end"] and number not in results))
                if number not in results:
                    return
                (value,) = results.pop(number)
            yield value
            number += 1
            places.release()
    finally:
        state["closed"] = True
        for _ in threads:
            places.release()
