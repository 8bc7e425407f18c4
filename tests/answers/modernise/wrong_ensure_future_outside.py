"""Target: modernise

Mistake: makes the main task before there is a loop
Why: ensure_future without a running loop warns in 3.12 and 3.13 and fails in 3.14
Message: ensure_future() without a running loop fails from Python 3.14 on
"""

from asyncio import create_task, ensure_future, get_event_loop, sleep, wait

def modernise(say, delay):
    async def greet(name, seconds):
        say("hello " + name)
        await sleep(seconds)
        say("bye " + name)
        return len(name)

    async def main():
        first = create_task(greet("Ada", 2 * delay))
        second = create_task(greet("Grace", delay))
        say("started")
        await wait([first, create_task(greet("Linus", 3 * delay))])
        say(f"letters: {first.result() + second.result()}")
        return first.result()

    task = ensure_future(main())
    return task.get_loop().run_until_complete(task)
