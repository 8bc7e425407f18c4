"""Compare the cost of recording with that of VizTracer (`pip install viztracer`), on the same work.

    python benchmarks/recorder_overhead.py

The table shows the milliseconds that the work takes alone, under our recorder, and under VizTracer.  Each
figure is the median of alternating runs.
"""

import asyncio
import queue
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from time import perf_counter
from urllib.request import urlopen

from grader.recording.recorder import Recorder
from grader.slow_site import slow_site

try:
    from viztracer import VizTracer
except ImportError:
    VizTracer = None

RUNS = 7


def fibonacci(number: int) -> int:
    """Return a Fibonacci number by many small calls, the worst case for tracers that listen to each call."""
    return number if number < 2 else fibonacci(number - 1) + fibonacci(number - 2)


def computing() -> None:
    """Compute on one thread."""
    fibonacci(25)


def computing_on_two_threads() -> None:
    """Compute on two threads under the GIL."""
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(fibonacci, [23, 23]))


def passing_items() -> None:
    """Pass 5000 items from a producer to a consumer through a queue of 10."""
    items: queue.Queue[int] = queue.Queue(10)
    consumer = threading.Thread(target=lambda: [items.get() for _ in range(5000)])
    consumer.start()
    for item in range(5000):
        items.put(item)
    consumer.join()


def stepping() -> None:
    """Run a hundred tasks that take fifty steps each."""

    async def job() -> None:
        for _ in range(50):
            await asyncio.sleep(0)

    async def main() -> None:
        await asyncio.gather(*(job() for _ in range(100)))

    asyncio.run(main())


def downloading() -> None:
    """Download twenty files of 20 ms each from a local site, on five threads."""
    with slow_site(every=0.02) as url, ThreadPoolExecutor(5) as pool:
        list(pool.map(lambda number: urlopen(f"{url}/{number}").read(), range(20)))


WORK = (computing, computing_on_two_threads, passing_items, stepping, downloading)


def alone(work: Callable[[], None]) -> float:
    """Return the seconds that the work takes without any recording."""
    start = perf_counter()
    work()
    return perf_counter() - start


def recorded(work: Callable[[], None]) -> float:
    """Return the seconds that the work takes under our recorder."""
    with Recorder():
        return alone(work)


def traced(work: Callable[[], None]) -> float:
    """Return the seconds that the work takes under VizTracer."""
    tracer = VizTracer(verbose=0)
    tracer.start()
    seconds = alone(work)
    tracer.stop()
    tracer.clear()
    return seconds


def main() -> None:
    """Print a row for each kind of work."""
    ways = [alone, recorded] + ([traced] if VizTracer else [])
    names = {"alone": "alone", "recorded": "recorded", "traced": "VizTracer"}
    print(f"{'work':28}" + "".join(f"{names[way.__name__]:>20}" for way in ways))
    for work in WORK:
        print(row(work, ways))


def row(work: Callable[[], None], ways: list[Callable[..., float]]) -> str:
    """Return a row with the milliseconds of each way, and the ratio to the time alone."""
    times: dict[str, list[float]] = {way.__name__: [] for way in ways}
    for _ in range(RUNS):
        for way in ways:
            times[way.__name__].append(way(work))
    base = median(times["alone"])
    cells = (
        f"{1000 * median(each):10.1f} ms ×{median(each) / base:5.2f}" for each in times.values()
    )
    return f"{work.__name__:28}" + " ".join(cells)


if __name__ == "__main__":
    main()
