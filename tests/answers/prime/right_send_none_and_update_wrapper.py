"""Target: prime

Approach: starts with send(None); functools.update_wrapper copies the names
"""

import functools

def prime(genfunc):
    def wrapper(*args, **kwargs):
        g = genfunc(*args, **kwargs)
        g.send(None)
        return g
    return functools.update_wrapper(wrapper, genfunc)
