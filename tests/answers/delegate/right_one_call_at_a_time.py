"""Target: delegate

Approach: keeps the next call to make on the iterator as a pair of method and arguments
"""

def delegate(sub):
    it = iter(sub)
    call, args = it.__next__, ()
    while True:
        try:
            value = call(*args)
        except StopIteration as stop:
            return stop.value
        try:
            got = yield value
        except GeneratorExit:
            try:
                close = it.close
            except AttributeError:
                pass
            else:
                close()
            raise
        except BaseException as error:
            try:
                call, args = it.throw, (error,)
            except AttributeError:
                raise error
        else:
            call, args = (it.__next__, ()) if got is None else (it.send, (got,))
