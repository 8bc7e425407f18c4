"""Target: choose

Mistake: a few calls are not worth any concurrency
Message: not 'sequential'
"""

def choose(w):
    if w["count"] < 10: return "sequential"
    if w["cpu_share"] < .5: return "coroutines" if w["client"] == "async" else "threads"
    return "processes" if w["seconds"] > 0.0005 + w["argument_bytes"]/1e8 else "sequential"
