"""Target: delegate

Mistake: throws the exception in, but does not yield what comes back
Why: a subgenerator may answer an exception with its next value
Message: throw KeyError: yields 'b'
"""

def delegate(sub):
    it = iter(sub)
    try:
        value = next(it)
        while True:
            try:
                got = yield value
            except GeneratorExit:
                getattr(it, "close", lambda: None)()
                raise
            except BaseException as error:
                if not hasattr(it, "throw"):
                    raise
                it.throw(error)
                got = None
            value = next(it) if got is None else it.send(got)
    except StopIteration as stop:
        return stop.value
