"""Target: delegate

Mistake: a subgenerator that ends when it is thrown at ends in StopIteration
Why: each of next, send and throw may be the last step of the subgenerator
Message: throw ValueError: raises RuntimeError
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
            value = it.throw(error)
        else:
            try:
                value = next(it) if got is None else it.send(got)
            except StopIteration as stop:
                return stop.value
