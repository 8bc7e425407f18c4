"""Target: delegate

Mistake: forwards Exceptions only
Why: KeyboardInterrupt is no Exception; the subgenerator must hear of it, too
Message: throw KeyboardInterrupt
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
        except Exception as error:
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
