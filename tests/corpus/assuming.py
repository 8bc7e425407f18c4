"""Bugs of assuming: that nobody comes between, that it is this thread, that it has happened by now."""

import asyncio
import queue
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from corpus.cases import bug, fixed
from corpus.threads import together


@bug(returns="done")
async def lock_awaited_by_its_holder():
    """An ``asyncio.Lock`` is not re-entrant: the holder waits for itself."""
    lock = asyncio.Lock()

    async def save():
        async with lock:
            await asyncio.sleep(1)

    async with lock:
        await save()
    return "done"


@fixed
async def lock_awaited_by_its_holder_fixed():
    lock = asyncio.Lock()

    async def save():
        await asyncio.sleep(1)

    async with lock:
        await save()
    return "done"


@bug(returns="worker")
def callback_in_the_wrong_thread():
    """Of a future that is done already, the callback runs at once, in the thread that adds it."""
    where = []

    def note(_future):
        where.append(threading.current_thread() is threading.main_thread())

    with ThreadPoolExecutor(1) as pool:
        pool.submit(int).add_done_callback(note)
    return "main" if where == [True] else "worker"


@fixed
def callback_in_the_wrong_thread_fixed():
    where = []

    def work():
        where.append(threading.current_thread() is threading.main_thread())

    with ThreadPoolExecutor(1) as pool:
        pool.submit(work)
    return "main" if where == [True] else "worker"


@bug(returns={"a": 2}, granularity="lines")
def counted_in_two_lines():
    """Between looking up a count and storing it, another thread does both."""
    counts = {}

    def count(word):
        seen = counts.get(word, 0)
        counts[word] = seen + 1

    together(lambda: count("a"), lambda: count("a"))
    return counts


@fixed
def counted_in_two_lines_fixed():
    counts, lock = {}, threading.Lock()

    def count(word):
        with lock:
            seen = counts.get(word, 0)
            counts[word] = seen + 1

    together(lambda: count("a"), lambda: count("a"))
    return counts


@bug(returns=[1, 2, 3], granularity="lines")
def skipped_when_another_removes():
    """A list gets shorter under a loop: what moves up is never looked at."""
    items, seen = [0, 1, 2, 3], []
    see = seen.append

    def look():
        for item in items:
            if item:
                see(item)

    def remove():
        items.remove(0)

    together(look, remove)
    return seen


@fixed
def skipped_when_another_removes_fixed():
    items, seen = [0, 1, 2, 3], []
    see = seen.append

    def look():
        for item in items.copy():
            if item:
                see(item)

    def remove():
        items.remove(0)

    together(look, remove)
    return seen


@bug(returns=1)
def started_twice():
    """Both ask whether it has been started before either says so."""
    started, starts = threading.Event(), []

    def start():
        if not started.is_set():
            starts.append(1)
            started.set()

    together(start, start)
    return len(starts)


@fixed
def started_twice_fixed():
    started, starts, lock = threading.Event(), [], threading.Lock()

    def start():
        with lock:
            if not started.is_set():
                starts.append(1)
                started.set()

    together(start, start)
    return len(starts)


@bug(returns=1)
def event_taken_for_a_lock():
    """All who wait for "free" see it at the same time."""
    free, inside, most = threading.Event(), [], []
    free.set()

    def work():
        free.wait()
        free.clear()
        inside.append(1)
        most.append(len(inside))
        time.sleep(1)
        inside.pop()
        free.set()

    together(work, work)
    return max(most)


@fixed
def event_taken_for_a_lock_fixed():
    free, inside, most = threading.Lock(), [], []

    def work():
        with free:
            inside.append(1)
            most.append(len(inside))
            time.sleep(1)
            inside.pop()

    together(work, work)
    return max(most)


@bug(returns="done")
def room_then_put():
    """There was room when it was asked; by now another's item is there, and nobody takes any."""
    items = queue.Queue(1)

    def offer(item):
        if not items.full():
            items.put(item)

    together(lambda: offer("a"), lambda: offer("b"))
    return "done"


@fixed
def room_then_put_fixed():
    items = queue.Queue(1)

    def offer(item):
        with suppress(queue.Full):
            items.put_nowait(item)

    together(lambda: offer("a"), lambda: offer("b"))
    return "done"


@bug(returns=["answer"])
async def read_before_the_loop_has_run_it():
    """``call_soon_threadsafe`` asks the loop to do it; it has not been done by then."""
    loop, answers = asyncio.get_running_loop(), []

    def work():
        loop.call_soon_threadsafe(answers.append, "answer")
        return list(answers)

    return await asyncio.to_thread(work)


@fixed
async def read_before_the_loop_has_run_it_fixed():
    loop, answers = asyncio.get_running_loop(), []

    async def store():
        answers.append("answer")

    def work():
        asyncio.run_coroutine_threadsafe(store(), loop).result()
        return list(answers)

    return await asyncio.to_thread(work)


@bug(returns="answer")
async def waiting_for_ones_own_loop():
    """``result()`` blocks the only thread that could compute it."""

    async def ask():
        return "answer"

    return asyncio.run_coroutine_threadsafe(ask(), asyncio.get_running_loop()).result()


@fixed
async def waiting_for_ones_own_loop_fixed():
    async def ask():
        return "answer"

    loop = asyncio.get_running_loop()
    return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(ask(), loop))


class Settings:
    """Replaced as a whole, never changed: readers need no lock, two writers do."""

    def __init__(self):
        self.now, self.lock = {}, threading.Lock()

    def change(self, key):
        changed = dict(self.now)
        changed[key] = True
        self.now = changed

    def change_under_the_lock(self, key):
        with self.lock:
            self.change(key)


@bug(returns=["a", "b"], granularity="lines")
def copied_changed_replaced():
    """Both copy the same settings; the second to replace them loses the first one's change."""
    settings = Settings()
    together(lambda: settings.change("a"), lambda: settings.change("b"))
    return sorted(settings.now)


@fixed
def copied_changed_replaced_fixed():
    settings = Settings()
    together(
        lambda: settings.change_under_the_lock("a"), lambda: settings.change_under_the_lock("b")
    )
    return sorted(settings.now)
