"""Target: delegate

Mistake: starts the iteration at the call, outside of the generator
Why: a generator's body does not run before the first next
Message: before next
"""

def delegate(sub):
    it = iter(sub)
    def inner():
        return (yield from it)
    return inner()
