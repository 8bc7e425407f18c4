"""Target: first_result

Approach: plain threads that look at a flag before they take the next callable
"""

import queue
import threading


def first_result(fns, workers):
    todo, results, over, lock = list(fns), queue.Queue(), threading.Event(), threading.Lock()

    def work():
        while True:
            with lock:
                if over.is_set() or not todo:
                    return
                fn = todo.pop(0)
            value = fn()
            over.set()
            results.put(value)

    for _ in range(min(workers, len(todo))):
        threading.Thread(target=work, daemon=True).start()
    return results.get()
