"""Target: cpu_map

Mistake: ThreadPoolExecutor for CPU-bound work
Why: with the GIL only one thread executes Python bytecode at a time; on a free-threaded build the same code would be parallel
Expected: all work in the parent process; no speed-up for pure-Python code
Source: https://runebook.dev/en/docs/python/library/concurrent.futures/processpoolexecutor
Message: It was computed in the process of the caller.
"""

from concurrent.futures import ThreadPoolExecutor

def cpu_map(fn, items, workers):
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(fn, items))
