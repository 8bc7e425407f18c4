"""Busy waiting and live-lock: seen, named, and never in the way of the clock."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from grader import explore, simulate
from grader.failure import Failure


def test_polling_a_future_is_a_busy_wait_with_its_line(findings, line_of):
    def main():
        with ThreadPoolExecutor(1) as pool:
            future = pool.submit(time.sleep, 3)
            while not future.done():  # asks
                pass
        return "done"

    run = simulate(main)
    run.returns("done")
    assert findings(run)["busy wait"] == "spins on Future.done() without waiting"
    assert run.findings[0].where.line == line_of(main, "asks")
    with pytest.raises(Failure, match="asking again and again"):
        run.stays_idle()


def test_polling_lets_threads_run_that_are_ready(findings):
    def main():
        with ThreadPoolExecutor(1) as pool:
            future = pool.submit(time.sleep, 0.7)
            while True:
                with suppress(TimeoutError):
                    return future.result(timeout=0)

    run = simulate(main)
    run.takes(at_least=0.7, at_most=0.72)
    assert "busy wait" in findings(run)


def test_polling_with_a_sleep_in_between_is_no_spin(findings):
    def main():
        event = threading.Event()
        threading.Timer(3, event.set).start()
        while not event.is_set():
            time.sleep(0.1)

    run = simulate(main)
    run.stays_idle()
    run.takes(at_least=3, at_most=3.1)


def test_spinning_on_the_clock_ends_at_the_deadline(findings):
    def main():
        end = time.monotonic() + 2
        while time.monotonic() < end:
            pass

    run = simulate(main)
    assert findings(run)["busy wait"] == "spins on the clock without waiting"
    run.takes(2)


def test_spinning_on_a_variable_is_found_by_its_line():
    def main():
        flag = []
        threading.Timer(3, lambda: flag.append(1)).start()
        while not flag:
            pass
        return "done"

    run = simulate(main)
    run.returns("done")
    with pytest.raises(Failure, match="spins on the line"):
        run.stays_idle()


def test_spinning_on_what_a_lock_protects_is_a_busy_wait(findings):
    def main():
        lock, flag = threading.Lock(), []
        threading.Timer(3, lambda: flag.append(1)).start()
        while True:
            with lock:
                if flag:
                    return "done"

    run = simulate(main)
    run.returns("done")
    run.takes(at_least=3, at_most=3.1)
    assert findings(run)["busy wait"] == "spins on a lock without waiting"
    assert len(run.history.events) < 10_000  # there is room left to tell the rest


def test_taking_a_lock_often_is_no_spin(findings):
    def main():
        lock = threading.Lock()
        threading.Timer(3, print).start()
        for _ in range(50_000):
            with lock:
                pass

    simulate(main).stays_idle()


def test_two_threads_that_give_way_to_each_other_for_ever_are_a_live_lock():
    def main():
        left, right = threading.Lock(), threading.Lock()

        def polite(first, second):
            while True:
                with first:
                    time.sleep(1)
                    if second.acquire(blocking=False):
                        second.release()
                        return

        threads = [
            threading.Thread(target=polite, args=pair) for pair in ((left, right), (right, left))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    run = simulate(main)
    assert run.outcome == "live-lock"
    with pytest.raises(Failure, match="it runs, but gets nowhere"):
        run.returns(None)


def test_waiting_for_an_event_is_idle_and_no_spin():
    def main():
        event = threading.Event()
        threading.Timer(3, event.set).start()
        event.wait()

    run = simulate(main)
    run.stays_idle()
    run.takes(3)


def test_threads_that_give_way_in_turn_do_not_starve_the_holder_of_a_lock():
    def main():
        lock, count = threading.Lock(), [0]

        def incr():
            while not lock.acquire(blocking=False):
                time.sleep(0)
            with suppress(IndexError):
                count[0] += 1
            lock.release()

        threads = [threading.Thread(target=incr) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return count[0]

    exploration = explore(main, granularity="opcodes", schedules=60)
    exploration.each(lambda run: run.returns(3))


def test_a_thousand_tasks_that_read_the_clock_are_no_spin():
    async def main():
        await asyncio.gather(*(asyncio.sleep(1) for _ in range(1000)))

    run = simulate(main)
    run.stays_idle()
    run.takes(1)


def test_many_connections_at_once_are_no_spin():
    async def echo(reader, writer):
        writer.write(await reader.readline())
        await asyncio.sleep(1)
        writer.close()

    async def visit(port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"hello\n")
        await reader.read()
        writer.close()

    async def main():
        server = await asyncio.start_server(echo, "127.0.0.1", 0)
        async with server, asyncio.timeout(10):
            port = server.sockets[0].getsockname()[1]
            await asyncio.gather(*(visit(port) for _ in range(100)))

    run = simulate(main)
    run.stays_idle()
    run.takes(1)


def test_a_coroutine_that_asks_again_and_again_is_a_busy_wait(findings):
    async def main():
        asyncio.get_running_loop().call_later(2, event.set)
        while not event.is_set():
            await asyncio.sleep(0)

    event = asyncio.Event()
    run = simulate(main)
    assert findings(run)["busy wait"] == "spins on the clock without waiting"
    run.takes(2)


def until_a_deadline():
    end = time.monotonic() + 0.7
    while time.monotonic() < end:
        pass


def for_a_span():
    start = time.time()
    while time.time() - start < 0.7:
        pass


def for_nanoseconds():
    start = time.monotonic_ns()
    while time.monotonic_ns() < start + 700_000_000:
        pass


class Pause:
    def __init__(self, seconds):
        self.end = time.monotonic() + seconds

    def spin(self):
        while time.monotonic() < self.end:
            pass


def until_an_attribute():
    Pause(0.7).spin()


@pytest.mark.parametrize(
    "spin", [until_a_deadline, for_a_span, for_nanoseconds, until_an_attribute]
)
def test_a_spin_on_the_clock_ends_exactly_when_it_should(spin, value):
    def main():
        began = time.perf_counter()
        spin()
        return round(time.perf_counter() - began, 6)

    assert value(main) == 0.7


def test_a_spin_does_not_creep_past_the_deadline_of_another_thread():
    def main():
        times = []

        def note(seconds):
            time.sleep(seconds)
            times.append(time.monotonic())

        began = time.monotonic()
        threads = [threading.Thread(target=note, args=(seconds,)) for seconds in (0.5, 1)]
        for thread in threads:
            thread.start()
        while len(times) < 2:
            time.monotonic()
        return [round(moment - began, 6) for moment in times]

    simulate(main).returns([0.5, 1.0])
