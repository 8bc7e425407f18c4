"""Bugs on the way out: what is not given back, or given back twice, when something goes wrong."""

import asyncio
import queue
import threading
import time
from contextlib import aclosing, suppress

from corpus.cases import bug, fixed
from corpus.threads import together


@bug(returns="free")
async def cancelled_between_acquire_and_try():
    """The lock is taken, ``try`` not reached: nobody gives it back."""
    lock = asyncio.Lock()

    async def work():
        await lock.acquire()
        await asyncio.sleep(1)
        try:
            await asyncio.sleep(1)
        finally:
            lock.release()

    return await _cancelled(work, lock)


@fixed
async def cancelled_between_acquire_and_try_fixed():
    lock = asyncio.Lock()

    async def work():
        await lock.acquire()
        try:
            await asyncio.sleep(2)
        finally:
            lock.release()

    return await _cancelled(work, lock)


async def _cancelled(work, lock):
    task = asyncio.create_task(work())
    await asyncio.sleep(0.5)
    task.cancel()
    await asyncio.wait([task])
    return "still held" if lock.locked() else "free"


@bug(returns=1)
def semaphore_released_twice():
    """Once where the error is handled and once in ``finally``: from then on two may enter."""
    slots, inside, most = threading.Semaphore(1), [], []

    def work(failing):
        slots.acquire()
        try:
            inside.append(1)
            most.append(len(inside))
            time.sleep(1)
            inside.pop()
            if failing:
                raise ConnectionError
        except ConnectionError:
            slots.release()
        finally:
            slots.release()

    together(lambda: work(True), lambda: work(False), lambda: work(False))
    return max(most)


@fixed
def semaphore_released_twice_fixed():
    slots, inside, most = threading.Semaphore(1), [], []

    def work(failing):
        with slots, suppress(ConnectionError):
            inside.append(1)
            most.append(len(inside))
            time.sleep(1)
            inside.pop()
            if failing:
                raise ConnectionError

    together(lambda: work(True), lambda: work(False), lambda: work(False))
    return max(most)


@bug(returns="all done")
def no_task_done_after_an_error():
    """``join`` waits for ever for the job that failed."""
    jobs = queue.Queue()

    def work():
        while (job := jobs.get()) is not None:
            with suppress(ZeroDivisionError):
                1 / job
                jobs.task_done()

    return _joined(jobs, work)


@fixed
def no_task_done_after_an_error_fixed():
    jobs = queue.Queue()

    def work():
        while (job := jobs.get()) is not None:
            with suppress(ZeroDivisionError):
                1 / job
            jobs.task_done()

    return _joined(jobs, work)


def _joined(jobs, work):
    for job in (1, 0, 2):
        jobs.put(job)
    threading.Thread(target=work).start()
    jobs.join()
    jobs.put(None)
    return "all done"


@bug(returns=["closed"])
async def others_go_on_after_gather():
    """``gather`` raises at the first error; the others write to what is closed by then."""
    log = []

    async def write(text, seconds):
        await asyncio.sleep(seconds)
        if text is None:
            raise ConnectionError
        log.append(text)

    with suppress(ConnectionError):
        await asyncio.gather(write(None, 1), write("late", 2))
    log.append("closed")
    await asyncio.sleep(2)
    return log


@fixed
async def others_go_on_after_gather_fixed():
    log = []

    async def write(text, seconds):
        await asyncio.sleep(seconds)
        if text is None:
            raise ConnectionError
        log.append(text)

    with suppress(ExceptionGroup):
        async with asyncio.TaskGroup() as group:
            group.create_task(write(None, 1))
            group.create_task(write("late", 2))
    log.append("closed")
    await asyncio.sleep(2)
    return log


@bug(returns="free")
async def generator_left_half_way():
    """``break`` does not end an asynchronous generator, so its lock stays taken."""
    lock = asyncio.Lock()

    async def rows():
        async with lock:
            for row in range(3):
                yield row

    reading = rows()
    async for _row in reading:
        break
    return "still held" if lock.locked() else "free"


@fixed
async def generator_left_half_way_fixed():
    lock = asyncio.Lock()

    async def rows():
        async with lock:
            for row in range(3):
                yield row

    async with aclosing(rows()) as reading:
        async for _row in reading:
            break
    return "still held" if lock.locked() else "free"


class Connection:
    """May be closed once."""

    def __init__(self):
        self.open, self.lock, self.closings = True, threading.Lock(), []

    def close(self):
        if self.open:
            self.open = False
            self.closings.append(1)

    def close_under_the_lock(self):
        with self.lock:
            self.close()


@bug(returns=1, granularity="opcodes")
def closed_twice():
    """Two look, both see it open, both close it."""
    connection = Connection()
    together(connection.close, connection.close)
    return len(connection.closings)


@fixed
def closed_twice_fixed():
    connection = Connection()
    together(connection.close_under_the_lock, connection.close_under_the_lock)
    return len(connection.closings)


@bug(returns=1)
def released_without_having_acquired():
    """``acquire`` gave up, ``finally`` releases all the same: somebody else's lock."""
    lock, inside, most = threading.Lock(), [], []

    def work(patience):
        got = lock.acquire(timeout=patience)
        try:
            if got:
                inside.append(1)
                most.append(len(inside))
                time.sleep(2)
                inside.pop()
        finally:
            if lock.locked():
                lock.release()

    together(lambda: work(9), lambda: work(1), lambda: work(9))
    return max(most)


@fixed
def released_without_having_acquired_fixed():
    lock, inside, most = threading.Lock(), [], []

    def work(patience):
        if lock.acquire(timeout=patience):
            try:
                inside.append(1)
                most.append(len(inside))
                time.sleep(2)
                inside.pop()
            finally:
                lock.release()

    together(lambda: work(9), lambda: work(1), lambda: work(9))
    return max(most)
