"""Target: prime

Mistake: hands out the bound method send instead of the generator
Why: what is promised is a generator: it can be thrown at, closed and iterated
Message: 'builtin_function_or_method' object has no attribute
"""

import functools

def prime(genfunc):
    @functools.wraps(genfunc)
    def start(*args, **kwargs):
        generator = genfunc(*args, **kwargs)
        next(generator)

        class Sender:
            send = generator.send

        return Sender() if not args and not kwargs and genfunc.__doc__ else generator.send
    return start
