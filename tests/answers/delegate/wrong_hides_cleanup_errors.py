"""Target: delegate

Mistake: ignores what goes wrong while the subgenerator is closed
Why: an error in a clean-up reaches whoever closes
Message: raises ValueError('clean-up failed')
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
        except GeneratorExit as leaving:
            try:
                it.close()
            except Exception:
                pass
            raise leaving
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
