"""Target: delegate

Mistake: returns after closing the subgenerator instead of going on with GeneratorExit
Why: close() looks the same, but a GeneratorExit that was thrown in must come out again
Message: throw GeneratorExit
"""

def delegate(sub):
    it = iter(sub)
    try:
        value = next(it)
    except StopIteration as stop:
        return stop.value
    while True:
        try:
            got = yield value
        except GeneratorExit:
            if hasattr(it, "close"):
                it.close()
            return None
        except BaseException as error:
            if not hasattr(it, "throw"):
                raise
            try:
                value = it.throw(error)
            except StopIteration as stop:
                return stop.value
        else:
            try:
                value = next(it) if got is None else it.send(got)
            except StopIteration as stop:
                return stop.value
