"""Target: speedup

Approach: a heap of those at work only; the ends are noted as they come
"""

import heapq
def speedup(durations, workers):
    heap = []
    end = 0
    for d in durations:
        start = heapq.heappop(heap) if len(heap) == workers else 0
        heapq.heappush(heap, start + d)
        end = max(end, start + d)
    try: return sum(durations) / end
    except ZeroDivisionError: return 1.0
