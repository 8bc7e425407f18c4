"""Count the verdicts that differ under load: repeat a mixed suite on a machine that is four times too busy.

    uv run python benchmarks/stability.py [REPEATS]

Busy processes, four for each core, run beside the suite.  Every round runs the whole suite: threads, a
pool, asyncio, aiohttp over loopback, a deadlock, a busy wait, an exploration that finds a race, and one
that finds nothing.  The digest of all results must be the same in every round.
"""

import asyncio
import hashlib
import json
import multiprocessing
import os
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed

import aiohttp
from aiohttp import web

from grader import async_calls, calls, explore, simulate
from grader.failure import Failure

BUSY = 4  # processes for each core
FETCH = calls("fetch", a=3, b=1, c=2)


def downloads(fetch):
    """Yield the results of a pool in the order of their arrival."""
    with ThreadPoolExecutor(2) as pool:
        for future in as_completed([pool.submit(fetch, name) for name in "abc"]):
            yield future.result()


async def gathered(fetch):
    """Gather three tasks, and give up after 2.5 s."""
    async with asyncio.timeout(2.5):
        return await asyncio.gather(*map(fetch, "abc"), return_exceptions=True)


async def served():
    """Return what a client gets from a server in the same process."""

    async def answer(_request):
        await asyncio.sleep(2)
        return web.Response(text="later")

    app = web.Application()
    app.router.add_get("/", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = site._server.sockets[0].getsockname()
    async with aiohttp.ClientSession() as session, session.get(f"http://{host}:{port}/") as got:
        text = await got.text()
    await runner.cleanup()
    return text


def deadlock():
    """Take a lock twice, which never ends."""
    lock = threading.Lock()
    with lock:
        lock.acquire()


def polling():
    """Wait for an event in a loop that polls."""
    event = threading.Event()
    threading.Timer(3, event.set).start()
    while not event.is_set():
        pass


def racing(locks):
    """Return a count after two updates: with one lock each update is atomic, with two locks they race."""
    count, lock, other = [0], threading.Lock(), threading.Lock()

    def whole():
        with lock:
            count[0] += 1

    def halves():
        with lock:
            seen = count[0]
        with other:
            count[0] = seen + 1

    threads = [threading.Thread(target=whole if locks == 1 else halves) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return count[0]


def sleepers(count=20, workers=5):
    """Sleep twenty times for 10 s on five workers, which takes 40 virtual seconds."""
    with ThreadPoolExecutor(workers) as pool:
        for _ in pool.map(time.sleep, [10] * count):
            pass


def seen(run) -> list:
    """Return all that a run shows, except ports, which the kernel chooses."""
    history = run.history
    kept = [run.outcome, run.result, run.elapsed, history.lanes, run.yielded, run.log]
    return [*kept, [(each.at, each.lane, each.kind) for each in history.events], run.findings]


def verdict(function, locks) -> list:
    """Return the failure that an exploration finds, with its schedule; otherwise the coverage."""
    exploration = explore(function, locks, schedules=20)
    try:
        exploration.each(lambda run: run.returns(2))
    except Failure as failure:
        return [str(failure), exploration.found_after, exploration.smallest]
    return [exploration.coverage]


def once() -> str:
    """Return the digest of one round of the suite."""
    said = [
        seen(simulate(downloads, FETCH)),
        seen(simulate(gathered, async_calls("fetch", a=3, b=1, c=2))),
        seen(simulate(served)),
        seen(simulate(deadlock)),
        seen(simulate(polling)),
        seen(simulate(sleepers)),
        verdict(racing, 1),
        verdict(racing, 2),
    ]
    return hashlib.sha256(json.dumps(said, default=repr).encode()).hexdigest()


def spin(until, parent) -> None:
    """Keep a core busy until the event is set or the parent has ended."""
    while not until.is_set() and os.getppid() == parent:
        sum(range(10_000))


def timed(function, *args) -> tuple[float, object]:
    """Return the real seconds that a simulation takes, and the run."""
    began = time.perf_counter()
    run = simulate(function, *args)
    return time.perf_counter() - began, run


def promises(repeats: int) -> None:
    """Print the times of two promised cases: many sleeps, and a lock that is taken twice."""
    taken, elapsed = zip(*(timed(sleepers) for _ in range(repeats)), strict=True)
    exact = {run.elapsed for run in elapsed}
    digests = {json.dumps(seen(run), default=repr) for run in elapsed}
    best, middle = min(taken), sorted(taken)[len(taken) // 2]
    print(f"  20 sleeps of 10 s on 5 workers: {exact} virtual s, {len(digests)} digest(s) in {repeats}"
          f" runs; real: best {best:.3f} s, median {middle:.3f} s")  # fmt: skip
    seconds, run = timed(deadlock)
    wait = run.history.waits[0]
    lines = [wait.where.line, wait.since.line]
    print(f"  self-deadlock: reported in {seconds:.3f} s, with lines {lines}")


def repeated(repeats: int) -> Counter:
    """Return how often each digest came, and print the progress."""
    digests: Counter = Counter()
    began, told = time.perf_counter(), max(repeats // 20, 1)
    for number in range(1, repeats + 1):
        digests[once()] += 1
        if number % told == 0:
            seconds = time.perf_counter() - began
            print(
                f"  {number:5} of {repeats}: {len(digests)} digest(s), {seconds:.0f} s", flush=True
            )
    return digests


def main() -> None:
    """Repeat the suite under load, and exit with 1 if a verdict differed."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    simulate(abs, 1)
    print("as the machine is:", flush=True)
    promises(20)
    until = multiprocessing.Event()
    cores = os.cpu_count() or 1
    busy = [
        multiprocessing.Process(target=spin, args=(until, os.getpid())) for _ in range(BUSY * cores)
    ]
    for process in busy:
        process.start()
    try:
        print(f"with {len(busy)} busy processes on {cores} cores:", flush=True)
        promises(100)
        began = time.perf_counter()
        digests = repeated(repeats)
        seconds = time.perf_counter() - began
    finally:
        until.set()
        for process in busy:
            process.join()
    differing = repeats - digests.most_common(1)[0][1]
    print(f"  {repeats} repeats of the suite: {differing} differing verdicts, {seconds:.0f} s")
    sys.exit(differing > 0)


if __name__ == "__main__":
    main()
