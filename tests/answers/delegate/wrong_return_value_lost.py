"""Target: delegate

Mistake: ends at StopIteration without its value
Why: what the subgenerator returns is the value of yield from
Message: expected: "send 'stop': returns 'bye'
"""

def delegate(sub):
    it = iter(sub)
    try:
        value = next(it)
    except StopIteration:
        return
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
            except StopIteration:
                return
        else:
            try:
                value = next(it) if got is None else it.send(got)
            except StopIteration:
                return
