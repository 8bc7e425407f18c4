"""Target: first_result

Mistake: starts a thread for every callable, whatever `workers` says
Why: those that should have waited for a free worker have all started
Message: runs no more than 2 job at once
"""

import queue
import threading


def first_result(fns, workers):
    results = queue.Queue()
    for fn in fns:
        threading.Thread(target=lambda fn=fn: results.put(fn()), daemon=True).start()
    return results.get()
