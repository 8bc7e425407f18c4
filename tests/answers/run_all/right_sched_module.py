"""Target: run_all

Approach: the standard library's sched is an event loop already
"""

import sched

def run_all(gens):
    scheduler = sched.scheduler()
    results = [None] * len(gens)

    def step(place, gen):
        try:
            seconds = gen.send(None)
        except StopIteration as stop:
            results[place] = stop.value
        else:
            scheduler.enter(seconds, 0, step, (place, gen))

    for place, gen in enumerate(gens):
        scheduler.enter(0, 0, step, (place, gen))
    scheduler.run()
    return results
