"""Target: delegate

Mistake: throws a new exception of the same type
Why: it is the exception itself that travels, with all that was put into it
Message: but not the one thrown
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
                value = it.throw(type(error)(*error.args))
            except StopIteration as stop:
                return stop.value
        else:
            try:
                value = next(it) if got is None else it.send(got)
            except StopIteration as stop:
                return stop.value
