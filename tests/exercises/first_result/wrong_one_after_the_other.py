"""Target: first_result

Mistake: runs only the first callable
Why: another one could have been quicker
Message: does not run the callables at the same time
"""

def first_result(fns, workers):
    return fns[0]()
