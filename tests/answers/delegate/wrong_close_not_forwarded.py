"""Target: delegate

Mistake: treats GeneratorExit as any other exception
Why: thrown into a subgenerator that answers it, it goes on; close() is what must be called
Message: close
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
                value = next(it) if got is None else it.send(got)
            except StopIteration as stop:
                return stop.value
