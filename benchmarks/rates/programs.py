"""The four programs whose schedules are counted."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed


def two_threads():
    """Two threads, one lock."""
    count, lock = [0], threading.Lock()

    def work():
        with lock:
            seen = count[0]
        with lock:
            count[0] = seen + 1

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def pool():
    """Three workers; results as they come."""
    with ThreadPoolExecutor(3) as workers:
        futures = [workers.submit(time.sleep, seconds) for seconds in (3, 1, 2)]
        for future in as_completed(futures):
            future.result()


def opcodes():
    """Two threads that count to five without a lock."""
    count = [0]

    def work():
        for _ in range(5):
            count[0] += 1

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


async def tasks():
    """Four tasks that give way five times each."""

    async def work():
        for _ in range(5):
            await asyncio.sleep(0)

    await asyncio.gather(*(work() for _ in range(4)))


PROGRAMS = {
    "two threads and a lock": two_threads,
    "pool of three, as_completed": pool,
    "opcode points": opcodes,
    "asyncio, reordered": tasks,
}
