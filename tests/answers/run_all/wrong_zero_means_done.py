"""Target: run_all

Mistake: takes 0 for the end
Why: 0 lets the others run, and then goes on
Message: who yields 0 lets the others run
Message: it took 3 of 9
"""

import heapq
import time
import itertools

def run_all(gens):
    gens = list(gens); res = [None] * len(gens)
    tie = itertools.count(); h = [(time.monotonic(), next(tie), i) for i in range(len(gens))]
    while h:
        t, _, i = heapq.heappop(h)
        time.sleep(max(0, t - time.monotonic()))
        try: s = gens[i].send(None)
        except StopIteration as e: res[i] = e.value
        else:
            if s: heapq.heappush(h, (time.monotonic() + s, next(tie), i))
    return res
