"""Target: modernise

Mistake: keeps the explicit loop
Why: get_event_loop() without a running loop warns in 3.12 and 3.13 and fails in 3.14
Message: get_event_loop() without a running loop fails from Python 3.14 on
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
        await asyncio.wait([first, asyncio.create_task(greet("Linus", 3 * delay))])
        say(f"letters: {first.result() + second.result()}")
        return first.result()

    return asyncio.get_event_loop().run_until_complete(main())
