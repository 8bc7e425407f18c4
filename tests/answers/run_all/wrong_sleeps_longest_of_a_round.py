"""Target: run_all

Mistake: moves everybody one step, then sleeps for the longest of their wishes
Why: those who asked for less wait for the slowest
Message: run_all
"""

import time

def run_all(gens):
    gens = dict(enumerate(gens))
    results = [None] * len(gens)
    while gens:
        wishes = [0]
        for n, gen in list(gens.items()):
            try:
                wishes.append(next(gen))
            except StopIteration as stop:
                results[n] = stop.value
                del gens[n]
        time.sleep(max(wishes))
    return results
