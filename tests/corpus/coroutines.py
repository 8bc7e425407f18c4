"""Bugs of coroutines: one thread is enough."""

import asyncio
import contextlib
import threading

from corpus.cases import bug, fixed


@bug(returns=3)
async def counter_across_an_await():
    """Read before the ``await``, written after it."""
    count = 0

    async def increment():
        nonlocal count
        seen = count
        await asyncio.sleep(0)
        count = seen + 1

    await asyncio.gather(*(increment() for _ in range(3)))
    return count


@fixed
async def counter_across_an_await_fixed():
    count = 0

    async def increment():
        nonlocal count
        await asyncio.sleep(0)
        count += 1

    await asyncio.gather(*(increment() for _ in range(3)))
    return count


@bug(returns=0)
async def check_await_act():
    """Enough money at the check, not any more after the ``await``."""
    balance = 10

    async def withdraw():
        nonlocal balance
        if balance >= 10:
            await asyncio.sleep(0)
            balance -= 10

    await asyncio.gather(withdraw(), withdraw())
    return balance


@fixed
async def check_await_act_fixed():
    balance, lock = 10, asyncio.Lock()

    async def withdraw():
        nonlocal balance
        async with lock:
            if balance >= 10:
                await asyncio.sleep(0)
                balance -= 10

    await asyncio.gather(withdraw(), withdraw())
    return balance


@bug(returns=1)
async def loaded_twice():
    """The cache is still empty while the first load is on its way."""
    cache, loads = {}, []

    async def get(key):
        if key not in cache:
            loads.append(key)
            await asyncio.sleep(1)
            cache[key] = key.upper()
        return cache[key]

    await asyncio.gather(get("a"), get("a"))
    return len(loads)


@fixed
async def loaded_twice_fixed():
    cache, loads = {}, []

    async def load(key):
        loads.append(key)
        await asyncio.sleep(1)
        return key.upper()

    async def get(key):
        if key not in cache:
            cache[key] = asyncio.ensure_future(load(key))
        return await cache[key]

    await asyncio.gather(get("a"), get("a"))
    return len(loads)


@bug(returns="free again")
async def cancelled_mid_section():
    """A cancelled task that never comes to its ``release``."""
    lock = asyncio.Lock()

    async def work():
        await lock.acquire()
        await asyncio.sleep(2)
        lock.release()

    task = asyncio.create_task(work())
    await asyncio.sleep(1)
    task.cancel()
    await asyncio.wait([task])
    async with lock:
        return "free again"


@fixed
async def cancelled_mid_section_fixed():
    lock = asyncio.Lock()

    async def work():
        async with lock:
            await asyncio.sleep(2)

    task = asyncio.create_task(work())
    await asyncio.sleep(1)
    task.cancel()
    await asyncio.wait([task])
    async with lock:
        return "free again"


@bug(returns="given up at 2")
async def cancellation_swallowed():
    """``except BaseException`` also catches what was to end the task."""
    loop = asyncio.get_running_loop()
    began = loop.time()

    async def keep_trying():
        for _ in range(5):
            try:
                await asyncio.sleep(1.5)
                raise ConnectionError
            except BaseException:
                continue

    try:
        async with asyncio.timeout(2):
            await keep_trying()
    except TimeoutError:
        pass
    return f"given up at {loop.time() - began:g}"


@fixed
async def cancellation_swallowed_fixed():
    loop = asyncio.get_running_loop()
    began = loop.time()

    async def keep_trying():
        for _ in range(5):
            try:
                await asyncio.sleep(1.5)
                raise ConnectionError
            except ConnectionError:
                continue

    try:
        async with asyncio.timeout(2):
            await keep_trying()
    except TimeoutError:
        pass
    return f"given up at {loop.time() - began:g}"


@bug(returns=[0, 1, 2])
async def order_of_tasks_taken_for_order():
    """Tasks that are ready at the same time may run in any order."""
    results = []

    async def work(number):
        await asyncio.sleep(1)
        results.append(number)

    async with asyncio.TaskGroup() as group:
        for number in range(3):
            group.create_task(work(number))
    return results


@fixed
async def order_of_tasks_taken_for_order_fixed():
    async def work(number):
        await asyncio.sleep(1)
        return number

    return await asyncio.gather(*(work(number) for number in range(3)))


@bug(returns="heard")
async def async_pulse():
    """Set and cleared before the other task has begun to wait."""
    event = asyncio.Event()

    async def listen():
        await event.wait()

    async def signal():
        event.set()
        event.clear()

    async with asyncio.TaskGroup() as group:
        group.create_task(listen())
        group.create_task(signal())
    return "heard"


@fixed
async def async_pulse_fixed():
    event = asyncio.Event()

    async def listen():
        await event.wait()

    async def signal():
        event.set()

    async with asyncio.TaskGroup() as group:
        group.create_task(listen())
        group.create_task(signal())
    return "heard"


@bug(returns="done")
async def async_lock_order():
    """A deadlock needs no threads."""
    left, right = asyncio.Lock(), asyncio.Lock()

    async def both(first, second):
        async with first:
            await asyncio.sleep(0)
            async with second:
                pass

    await asyncio.gather(both(left, right), both(right, left))
    return "done"


@fixed
async def async_lock_order_fixed():
    left, right = asyncio.Lock(), asyncio.Lock()

    async def both(first, second):
        async with first:
            await asyncio.sleep(0)
            async with second:
                pass

    await asyncio.gather(both(left, right), both(left, right))
    return "done"


@bug(returns=["item"])
async def async_if_instead_of_while():
    """Notified, but another task was quicker."""
    items, taken, change = [], [], asyncio.Condition()

    async def consume():
        async with change:
            if not items:
                await change.wait()
            taken.append(items.pop() if items else "nothing there")

    async def consume_late():
        await asyncio.sleep(1)
        async with change:
            if items:
                taken.append(items.pop())

    async def produce():
        await asyncio.sleep(1)
        async with change:
            items.append("item")
            change.notify()

    first = asyncio.create_task(consume())
    await asyncio.gather(consume_late(), produce())
    await asyncio.wait([first], timeout=1)
    first.cancel()
    return taken


@fixed
async def async_if_instead_of_while_fixed():
    items, taken, change = [], [], asyncio.Condition()

    async def consume():
        async with change:
            while not items:
                await change.wait()
            taken.append(items.pop())

    async def consume_late():
        await asyncio.sleep(1)
        async with change:
            if items:
                taken.append(items.pop())

    async def produce():
        await asyncio.sleep(1)
        async with change:
            items.append("item")
            change.notify()

    first = asyncio.create_task(consume())
    await asyncio.gather(consume_late(), produce())
    await asyncio.wait([first], timeout=1)
    first.cancel()
    return taken


@bug(returns="result")
async def loop_called_from_another_thread():
    """Nobody wakes the loop: ``call_soon_threadsafe`` would."""
    future = asyncio.get_running_loop().create_future()
    threading.Thread(target=lambda: future.set_result("result")).start()
    return await future


@fixed
async def loop_called_from_another_thread_fixed():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    thread = threading.Thread(target=lambda: loop.call_soon_threadsafe(future.set_result, "result"))
    thread.start()
    return await future


@bug(returns=["a", "b"])
async def item_lost_by_a_timeout():
    """Taken off the queue, then cancelled before it was used."""
    items, used = asyncio.Queue(), []

    async def take():
        item = await items.get()
        await asyncio.sleep(1)
        used.append(item)

    async def produce():
        await asyncio.sleep(1)
        for item in "ab":
            items.put_nowait(item)

    producer = asyncio.create_task(produce())
    while len(used) + items.qsize() < 2 and not (producer.done() and items.empty()):
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(take(), timeout=1.5)
    return sorted(used) + [items.get_nowait() for _ in range(items.qsize())]


@fixed
async def item_lost_by_a_timeout_fixed():
    items, used = asyncio.Queue(), []

    async def produce():
        await asyncio.sleep(1)
        for item in "ab":
            items.put_nowait(item)

    producer = asyncio.create_task(produce())
    while not (producer.done() and items.empty()):
        try:
            item = await asyncio.wait_for(items.get(), timeout=1.5)
        except TimeoutError:
            continue
        await asyncio.sleep(1)
        used.append(item)
    return sorted(used)
