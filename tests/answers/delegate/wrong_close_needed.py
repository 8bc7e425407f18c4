"""Target: delegate

Mistake: calls close() whether there is one or not
Why: plain iterators cannot be closed
Message: got: 'close: raises AttributeError'
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
                value = next(it) if got is None else it.send(got)
            except StopIteration as stop:
                return stop.value
