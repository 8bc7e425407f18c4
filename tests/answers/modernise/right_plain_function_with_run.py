"""Target: modernise

Approach: an ordinary function that calls asyncio.run
"""

import asyncio

def modernise(say, delay):
    async def greet(name, seconds):
        say("hello " + name)
        await asyncio.sleep(seconds)
        say("bye " + name)
        return len(name)

    async def main():
        first = asyncio.create_task(greet("Ada", 2 * delay))
        second = asyncio.create_task(greet("Grace", delay))
        say("started")
        third = asyncio.create_task(greet("Linus", 3 * delay))
        await asyncio.wait([first, third])
        say("letters: %d" % (first.result() + second.result()))
        return first.result()

    return asyncio.run(main())
