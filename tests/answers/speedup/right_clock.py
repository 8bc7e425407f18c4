"""Target: speedup

Approach: moves a clock from end to end
"""

def speedup(durations, workers):
    waiting, running, clock = list(durations), [], 0
    while waiting or running:
        while waiting and len(running) < workers:
            running.append(clock + waiting.pop(0))
        clock = min(running)
        running = [end for end in running if end > clock]
    return float(sum(durations) / clock) if clock else 1.0
