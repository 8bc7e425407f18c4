"""Target: run_all

Approach: lets the others finish, then raises an ExceptionGroup
"""

import heapq
import time
import itertools

def run_all(gens):
    gens = list(gens); res = [None] * len(gens); errors = []
    tie = itertools.count(); h = [(time.monotonic(), next(tie), i) for i in range(len(gens))]
    while h:
        t, _, i = heapq.heappop(h)
        time.sleep(max(0, t - time.monotonic()))
        try: s = gens[i].send(None)
        except StopIteration as e: res[i] = e.value
        except Exception as e: errors.append(e)
        else: heapq.heappush(h, (time.monotonic() + s, next(tie), i))
    if errors: raise ExceptionGroup("errors", errors)
    return res
