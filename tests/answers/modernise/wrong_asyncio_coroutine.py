"""Target: modernise

Mistake: keeps @asyncio.coroutine
Why: it was taken away in Python 3.11
Message: has no attribute 'coroutine'
"""

import asyncio

def modernise(say, delay):
    @asyncio.coroutine
    def greet(name, seconds):
        say("hello " + name)
        yield from asyncio.sleep(seconds)
        say("bye " + name)
        return len(name)

    return asyncio.run(greet("Ada", delay))
