"""Target: run_all

Mistake: yields the values instead of returning a list
Why: a yield makes it a generator, whose body runs only when somebody asks
Message: nothing; it yielded ['A', 'B', 'C']
"""

import heapq, itertools, time

def run_all(gens):
    gens = list(gens)
    results = [None] * len(gens)
    tie = itertools.count()
    waiting = [(time.monotonic(), next(tie), i) for i in range(len(gens))]
    while waiting:
        moment, _, i = heapq.heappop(waiting)
        time.sleep(max(0, moment - time.monotonic()))
        try:
            seconds = gens[i].send(None)
        except StopIteration as stop:
            results[i] = stop.value
        else:
            heapq.heappush(waiting, (time.monotonic() + seconds, next(tie), i))
    for result in results:
        yield result
