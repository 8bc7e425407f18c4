"""Target: run_all

Approach: a threading.Timer for each sleep fills the queue from which one thread takes
"""

import threading
import queue

def run_all(gens):
    gens = list(gens)
    q = queue.Queue()
    for i in range(len(gens)): q.put(i)
    left, res = len(gens), {}
    while left:
        i = q.get()
        try: s = next(gens[i])
        except StopIteration as e: res[i] = e.value; left -= 1
        else:
            if s:
                threading.Timer(s, q.put, [i]).start()
            else: q.put(i)
    return [res[i] for i in range(len(gens))]
