"""Target: arrival_times

Mistake: forgets that there are only so many workers
Why: a job starts when a worker is free
Message: arrival_times
"""

def arrival_times(durations, workers, how):
    arrivals, latest = [], 0
    for duration in durations if how == "map" else sorted(durations):
        latest = max(latest, duration)
        arrivals.append(latest)
    return arrivals
