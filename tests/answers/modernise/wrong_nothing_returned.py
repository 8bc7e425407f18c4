"""Target: modernise

Mistake: forgets the result
Why: run_until_complete returned what main returned
Message: expected: 3 got: None
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

    asyncio.run(main())
