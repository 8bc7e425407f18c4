"""Target: run_all

Mistake: round robin, but sleeps the whole requested time whenever a task asks for it
Why: the one thread sleeps for one task while others could run
Expected: interleaved output that looks concurrent, total time is the sum of all sleeps
Source: https://docs.bswen.com/blog/2026-04-20-time-sleep-vs-asyncio-sleep
Message: got: ['a wakes up', 'b wakes up', 'c wakes up']
"""

import time
from collections import deque

def run_all(gens):
    gens = list(gens)
    out, ready = [None] * len(gens), deque(enumerate(gens))
    while ready:
        i, g = ready.popleft()
        try:
            d = g.send(None)
        except StopIteration as e:
            out[i] = e.value
            continue
        time.sleep(d)
        ready.append((i, g))
    return out
