"""Target: run_all

Approach: a plain list, sorted by moment before each step (sorting is stable)
"""

import time

def run_all(gens):
    gens = list(gens)
    results, waiting = {}, [[time.monotonic(), n, g] for n, g in enumerate(gens)]
    while waiting:
        waiting.sort(key=lambda entry: entry[0])
        moment, n, g = waiting.pop(0)
        pause = moment - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        try:
            seconds = next(g)
        except StopIteration as stop:
            results[n] = stop.value
        else:
            waiting.append([time.monotonic() + seconds, n, g])
    return [results[n] for n in range(len(gens))]
