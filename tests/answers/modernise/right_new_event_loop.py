"""Target: modernise

Approach: an ordinary function with a new loop of its own
"""

import asyncio
def modernise(say, delay):
    async def greet(name, seconds):
        say("hello " + name)
        await asyncio.sleep(seconds)
        say("bye " + name)
        return len(name)
    async def main():
        loop = asyncio.get_running_loop()
        first = loop.create_task(greet("Ada", 2 * delay))
        second = loop.create_task(greet("Grace", delay))
        say("started")
        await asyncio.wait([first, loop.create_task(greet("Linus", 3 * delay))])
        say("letters: %d" % (first.result() + second.result()))
        return first.result()
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(main())
    finally:
        loop.close()
