"""Target: first_result

Mistake: the flag "there is a result" belongs to the module
Why: it is still set when the next call begins, and nobody works for it
Message: deadlock
"""

import queue
import threading

found = threading.Event()


def first_result(fns, workers):
    jobs, results = queue.SimpleQueue(), queue.SimpleQueue()
    for fn in fns:
        jobs.put(fn)

    def work():
        while not found.is_set():
            try:
                value = jobs.get_nowait()()
            except queue.Empty:
                return
            found.set()
            results.put(value)

    for _ in range(workers):
        threading.Thread(target=work, daemon=True).start()
    return results.get()
