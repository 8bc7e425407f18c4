"""Target: delegate

Approach: the language construct itself
"""

def delegate(sub):
    return (yield from sub)
