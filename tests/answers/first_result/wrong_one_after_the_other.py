"""Target: first_result

Mistake: runs only the first callable
Why: another one could have been quicker
Message: starts 1 at once, where 3 could run
"""

def first_result(fns, workers):
    return fns[0]()
