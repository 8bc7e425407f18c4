"""Target: delegate

Approach: the expansion of PEP 380 written out
"""

def delegate(sub):
    it = iter(sub)
    try:
        value = next(it)
    except StopIteration as stop:
        return stop.value
    while True:
        try:
            sent = yield value
        except GeneratorExit:
            close = getattr(it, 'close', None)
            if close is not None:
                close()
            raise
        except BaseException as error:
            throw = getattr(it, 'throw', None)
            if throw is None:
                raise
            try:
                value = throw(error)
            except StopIteration as stop:
                if stop is error:
                    raise
                return stop.value
        else:
            try:
                value = next(it) if sent is None else it.send(sent)
            except StopIteration as stop:
                return stop.value
