"""Target: modernise

Approach: asyncio.Runner, and gather in the place of wait
"""

import asyncio

def modernise(say, delay):
    async def greet(name, seconds):
        say("hello " + name)
        await asyncio.sleep(seconds)
        say("bye " + name)
        return len(name)

    async def main():
        tasks = [asyncio.ensure_future(greet("Ada", 2 * delay)), asyncio.ensure_future(greet("Grace", delay))]
        say("started")
        await asyncio.gather(*tasks, greet("Linus", 3 * delay))
        say(f"letters: {tasks[0].result() + tasks[1].result()}")
        return tasks[0].result()

    with asyncio.Runner() as runner:
        return runner.run(main())
