"""Target: lazy_map

Approach: the workers pull for themselves, as long as there is room
"""

import threading


def lazy_map(fn, iterable, workers, buffersize):
    it = iter(iterable)
    c = threading.Condition()
    results = {}
    state = dict(pulled=0, given=0, end=False)

    def work():
        while True:
            with c:
                c.wait_for(lambda: state["end"] or state["pulled"] - state["given"] < buffersize)
                if state["end"]:
                    return
                try:
                    x = next(it)
                except StopIteration:
                    state["end"] = True
                    c.notify_all()
                    return
                n = state["pulled"]
                state["pulled"] += 1
            r = fn(x)
            with c:
                results[n] = r
                c.notify_all()

    for _ in range(workers):
        threading.Thread(target=work, daemon=True).start()
    n = 0
    try:
        while True:
            with c:
                c.wait_for(lambda: n in results or (state["end"] and n == state["pulled"]))
                if n not in results:
                    return
                r = results.pop(n)
            yield r
            n += 1
            with c:
                state["given"] = n
                c.notify_all()
    finally:
        with c:
            state["end"] = True
            c.notify_all()
