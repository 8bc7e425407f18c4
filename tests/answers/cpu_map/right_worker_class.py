"""Target: cpu_map

Approach: a class of worker processes, a joinable queue
"""

import multiprocessing as mp
class Worker(mp.Process):
    def __init__(self, fn, jobs, results):
        super().__init__(); self.fn, self.jobs, self.results = fn, jobs, results
    def run(self):
        for n, item in iter(self.jobs.get, None):
            try: self.results.put((n, self.fn(item), None))
            except BaseException as e: self.results.put((n, None, e))
def cpu_map(fn, items, workers):
    ctx = mp.get_context("spawn")
    jobs, results = mp.JoinableQueue(), mp.SimpleQueue()
    ws = [Worker(fn, jobs, results) for _ in range(min(workers, len(items)))]
    for w in ws: w.start()
    for pair in enumerate(items): jobs.put(pair)
    for _ in ws: jobs.put(None)
    out, error = [None] * len(items), None
    for _ in items:
        n, value, e = results.get()
        out[n] = value; error = error or e
    for w in ws: w.join()
    if error: raise error
    return out
