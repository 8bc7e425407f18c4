"""Target: run_all

Mistake: adds up the seconds slept instead of asking the clock
Why: what a generator does takes time, too
Message: wakes a sleeper in time
"""

import heapq
import time
import itertools

def run_all(gens):
    gens = list(gens); res = [None] * len(gens)
    now = 0
    tie = itertools.count(); h = [(now, next(tie), i) for i in range(len(gens))]
    while h:
        t, _, i = heapq.heappop(h)
        time.sleep(t - now); now = t
        try: s = gens[i].send(None)
        except StopIteration as e: res[i] = e.value
        else: heapq.heappush(h, (now + s, next(tie), i))
    return res
