"""The pictures of this folder show these functions; `python -m grader.authoring.gallery` draws them."""
# ruff: noqa: D103 - the title of each picture tells what its function does

import asyncio
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from urllib.request import urlopen

NUMBERS = [30, 30, 30, 30]


def download(url):
    return urlopen(url).read()


def fibonacci(number):
    return number if number < 2 else fibonacci(number - 1) + fibonacci(number - 2)


def threads_on_io(urls):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(download, urls))


def threads_under_the_gil():
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(fibonacci, NUMBERS))


def processes():
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(fibonacci, NUMBERS))


async def coroutines():
    limit = asyncio.Semaphore(3)

    async def fetch(name):
        async with limit:
            await asyncio.sleep(0.1)
            return name

    await asyncio.gather(*(fetch(name) for name in "abcdefgh"))


async def blocked_loop():
    async def spin():
        while True:
            await asyncio.sleep(0.04)

    spinner = asyncio.create_task(spin(), name="spinner")
    await asyncio.sleep(0.15)
    time.sleep(0.3)  # the mistake
    await asyncio.sleep(0.15)
    spinner.cancel()


def deadlock():
    alice, bob = threading.Lock(), threading.Lock()

    def transfer(source, target):
        with source:
            time.sleep(1)
            with target:
                pass

    together(to_bob=lambda: transfer(alice, bob), to_alice=lambda: transfer(bob, alice))


def lost_wakeup():
    items = []
    changed = threading.Condition()

    def consume():
        if not items:  # looks without holding the lock
            time.sleep(2)
            with changed:
                changed.wait()

    def produce():
        time.sleep(1)
        with changed:
            items.append("item")
            changed.notify()
            print("notify: nobody listens")

    together(consumer=consume, producer=produce)


def together(**work):
    threads = [threading.Thread(target=each, name=name) for name, each in work.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
