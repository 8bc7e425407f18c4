"""Code to be recorded: the standard examples of the field, each a few tenths of a second long."""

import asyncio
import multiprocessing
import queue
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from urllib.request import urlopen

import aiohttp

SHORT = 0.06


def fetch(name):
    time.sleep(SHORT)
    return name


def fibonacci(number):
    return number if number < 2 else fibonacci(number - 1) + fibonacci(number - 2)


def one_after_another():
    return [fetch(name) for name in "abc"]


def on_threads():
    """The first two wait for each other: both threads are there, however busy the machine is."""
    both = threading.Barrier(2)

    def fetch(name):
        if name in "ab":
            both.wait()
        time.sleep(SHORT)
        return name

    with ThreadPoolExecutor(2, thread_name_prefix="pool") as pool:
        return list(pool.map(fetch, "abc"))


def on_processes(context):
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        return list(pool.map(fetch, "abc"))


def two_computing_threads():
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(fibonacci, [28, 28]))


async def wait(seconds):
    await asyncio.sleep(seconds)


async def tasks_with_names():
    async with asyncio.TaskGroup() as group:
        group.create_task(wait(SHORT), name="quick")
        group.create_task(wait(2 * SHORT), name="slow")


async def a_blocked_loop():
    async def spin():
        for _ in range(3):
            await asyncio.sleep(SHORT / 3)

    async def supervise():
        spinner = asyncio.create_task(spin(), name="spinner")
        time.sleep(2 * SHORT)  # the mistake
        await spinner

    await supervise()


async def spinner_with_slow_function_in_a_thread():
    """As slow as three turns of the spinner."""
    turns: list[int] = []

    async def spin():
        while True:
            turns.append(len(turns))
            await asyncio.sleep(SHORT / 4)

    def fetch(name):
        enough = len(turns) + 3
        while len(turns) < enough:
            time.sleep(SHORT / 8)
        return name

    spinner = asyncio.create_task(spin(), name="spinner")
    result = await asyncio.to_thread(fetch, "slow")
    spinner.cancel()
    return result


def producer_and_consumer():
    items: queue.Queue = queue.Queue(1)

    def produce():
        for item in range(3):
            items.put(item)
        items.put(None)

    def consume():
        while items.get() is not None:
            time.sleep(SHORT)

    together(
        threading.Thread(target=produce, name="producer"),
        threading.Thread(target=consume, name="consumer"),
    )


def two_threads_and_a_lock():
    lock = threading.Lock()

    def work():
        with lock:
            time.sleep(SHORT)

    together(*(threading.Thread(target=work, name=f"worker-{number}") for number in (1, 2)))


async def gather_behind_a_semaphore():
    limit = asyncio.Semaphore(2)

    async def job(name):
        async with limit:
            await asyncio.sleep(SHORT)

    await asyncio.gather(*(job(name) for name in "abcd"))


def together(*threads):
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


AT_ONCE = 5


def download(url):
    return urlopen(url).read().decode()


def download_in_turn(urls):
    return [download(url) for url in urls]


def download_in_threads(urls):
    """The first four wait for each other."""
    all_four = threading.Barrier(4)

    def download(url):
        if url in urls[:4]:
            all_four.wait()
        return urlopen(url).read().decode()

    with ThreadPoolExecutor(4, thread_name_prefix="pool") as pool:
        return list(pool.map(download, urls))


def download_in_processes(urls):
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        return list(pool.map(download, urls))


async def download_in_coroutines(urls):
    limit = asyncio.Semaphore(AT_ONCE)

    async def one(url, session):
        async with limit, session.get(url) as response:
            return await response.text()

    async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(one(url, session), name=f"file {url.rpartition('/')[2]}")
            for url in urls
        ]
    return [task.result() for task in tasks]


def spinner_thread():
    done = threading.Event()

    def spin():
        while not done.wait(SHORT / 2):
            pass

    spinner = threading.Thread(target=spin, name="spinner")
    spinner.start()
    time.sleep(4 * SHORT)
    done.set()
    spinner.join()


def noted_producer_and_consumer():
    items: queue.Queue = queue.Queue(1)

    def produce():
        for item in range(3):
            print(f"put {item}")
            items.put(item)

    def consume():
        for _ in range(3):
            print(f"got {items.get()}")

    together(
        threading.Thread(target=produce, name="producer"),
        threading.Thread(target=consume, name="consumer"),
    )
