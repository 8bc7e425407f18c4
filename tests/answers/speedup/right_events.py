"""Target: speedup

Approach: events: fill up the free workers, go to the next end
"""

from fractions import Fraction
def speedup(durations, workers):
    """by events"""
    durations = list(durations)
    todo = list(reversed(durations)); running = []; now = 0
    while todo or running:
        while todo and len(running) < workers: running.append(now + todo.pop())
        now = min(running); running.remove(now)
    return sum(durations) / now if now else 1.0
