"""Target: modernise

Mistake: keeps loop= in the calls
Why: the parameter was taken away in Python 3.10
Message: unexpected keyword argument 'loop'
"""

import asyncio

async def modernise(say, delay):
    loop = asyncio.get_running_loop()

    async def greet(name, seconds):
        say("hello " + name)
        await asyncio.sleep(seconds, loop=loop)
        say("bye " + name)
        return len(name)

    first = asyncio.create_task(greet("Ada", 2 * delay))
    second = asyncio.create_task(greet("Grace", delay))
    say("started")
    await asyncio.wait([first, asyncio.create_task(greet("Linus", 3 * delay))])
    say(f"letters: {first.result() + second.result()}")
    return first.result()
