"""Target: choose

Mistake: threads for everything
Why: with the GIL one thread computes at a time
Message: chooses processes
"""

def choose(workload):
    return "threads" if workload["count"] > 1 else "sequential"
