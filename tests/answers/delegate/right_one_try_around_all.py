"""Target: delegate

Approach: one try around all catches every StopIteration; one thrown in ends it, as in 3.12 at a plain iterator
"""

def delegate(sub):
    it = iter(sub)
    try:
        value = next(it)
        while True:
            try:
                sent = yield value
            except GeneratorExit:
                if hasattr(it, "close"): it.close()
                raise
            except BaseException as e:
                if not hasattr(it, "throw"): raise
                value = it.throw(e)
            else:
                value = next(it) if sent is None else it.send(sent)
    except StopIteration as stop:
        return stop.value
