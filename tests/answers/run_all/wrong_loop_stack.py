"""Target: run_all

Mistake: keeps runnable tasks on a stack (append/pop from the same end)
Why: a task that yields 0 is picked again at once; the others starve
Expected: b's first step comes after all steps of a; a sleeping task wakes late
Source: https://errorhandle.ai/unable-to-run-powershell-script-via-cmd-file (sleep(0) is meant
    to let others run)
Message: the steps were a0, a1, a2, b0, b1, b2
"""

import heapq, itertools, time

def run_all(gens):
    gens, tick = list(gens), itertools.count()
    out, ready, heap = [None] * len(gens), list(range(len(gens)))[::-1], []
    while ready or heap:
        if not ready:
            time.sleep(max(0, heap[0][0] - time.monotonic()))
            while heap and heap[0][0] <= time.monotonic():
                ready.append(heapq.heappop(heap)[2])
            continue
        i = ready.pop()
        try:
            d = gens[i].send(None)
        except StopIteration as e:
            out[i] = e.value
            continue
        if d:
            heapq.heappush(heap, (time.monotonic() + d, next(tick), i))
        else:
            ready.append(i)
    return out
