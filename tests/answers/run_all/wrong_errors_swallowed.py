"""Target: run_all

Mistake: an exception becomes the generator's result
Why: the caller must hear of it
Message: raises nothing
"""

import heapq, itertools, time

def run_all(gens):
    gens, turn = list(gens), itertools.count()
    results = [None] * len(gens)
    waiting = [(time.monotonic(), next(turn), n) for n in range(len(gens))]
    while waiting:
        moment, _, n = heapq.heappop(waiting)
        time.sleep(max(0, moment - time.monotonic()))
        try:
            seconds = next(gens[n])
        except StopIteration as stop:
            results[n] = stop.value
        except Exception as error:
            results[n] = error
        else:
            heapq.heappush(waiting, (time.monotonic() + seconds, next(turn), n))
    return results
