"""Target: prime

Approach: sets __name__ and __doc__ itself, without functools
"""

def prime(genfunc):
    def primed(*args, **kwargs):
        generator = genfunc(*args, **kwargs)
        for _ in generator:
            break
        return generator
    primed.__name__, primed.__doc__ = genfunc.__name__, genfunc.__doc__
    return primed
