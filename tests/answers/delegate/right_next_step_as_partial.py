"""Target: delegate

Approach: the next step is a partial; throw gets three arguments
"""

import functools

def delegate(sub):
    it = iter(sub)
    def first(): return next(it)
    todo = first
    while True:
        try:
            out = todo()
        except StopIteration as e:
            return e.value
        try:
            x = yield out
        except BaseException as exc:
            e = exc
            if isinstance(e, GeneratorExit):
                if hasattr(it, "close"): it.close()
                raise
            if not hasattr(it, "throw"):
                raise
            todo = functools.partial(it.throw, type(e), e, e.__traceback__)
        else:
            todo = it.__next__ if x is None else functools.partial(getattr(it, "send"), x)
