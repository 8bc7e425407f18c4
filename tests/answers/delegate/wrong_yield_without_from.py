"""Target: delegate

Mistake: writes `yield sub` instead of `yield from sub`
Why: the subgenerator object itself is yielded; nobody runs it
Expected: list(delegate(gen)) is [<generator object>]
Source: https://github.com/brython-dev/brython/issues/765 (what yield from must do); common slip
    in Q&A threads
Message: got: 'next: yields <generator object echo
"""

def delegate(sub):
    result = yield sub
    return result
