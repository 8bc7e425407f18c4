"""Target: delegate

Mistake: uses send for None, too
Why: a plain iterator has only next
Message: next: raises AttributeError
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
            raise
        except BaseException as error:
            if not hasattr(it, "throw"):
                raise
            try:
                value = it.throw(error)
            except StopIteration as stop:
                return stop.value
        else:
            try:
                value = it.send(got)
            except StopIteration as stop:
                return stop.value
