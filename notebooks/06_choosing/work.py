"""Work for worker processes, which import it from here: a notebook's own functions they cannot find.

Open it beside the notebook; nothing in it is hidden.
"""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor


def collatz(limit):
    """The number below ``limit`` with the longest Collatz run: pure computing."""
    best, most = 1, 0
    for start in range(1, limit):
        number, steps = start, 0
        while number != 1:
            number = number // 2 if number % 2 == 0 else 3 * number + 1
            steps += 1
        if steps > most:
            best, most = start, steps
    return best


def wait(seconds):
    """Blocking I/O, as seen from outside: it takes time and no processor."""
    time.sleep(seconds)
    return seconds


def burn(seconds):
    """Compute until this thread has had so many seconds of a processor."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        sum(range(1000))


def crunch(body):
    """Compute for a third of a second."""
    burn(0.35)
    return body.upper()


async def nap(seconds):
    """Asynchronous I/O, as seen from outside."""
    await asyncio.sleep(seconds)
    return seconds


def nap_in_own_loop(seconds):
    """The same for callers that cannot await: threads, processes, plain code."""
    return in_one_loop(nap, [seconds])[0]


def in_one_loop(coroutine_function, arguments):
    """All calls at the same time in one event loop (of its own thread: a notebook's loop is busy)."""

    async def gathered():
        return await asyncio.gather(*map(coroutine_function, arguments))

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, gathered()).result()
