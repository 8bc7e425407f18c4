"""Target: run_all

Mistake: a thread for each generator
Why: a loop runs all in one thread: that nobody is interrupted between two yields is its point
Message: runs all generators in one thread: there were 3
"""

import time
from concurrent.futures import ThreadPoolExecutor

def drive(gen):
    try:
        while True:
            time.sleep(next(gen))
    except StopIteration as stop:
        return stop.value

def run_all(gens):
    with ThreadPoolExecutor(max(len(gens), 1)) as pool:
        return list(pool.map(drive, gens))
