"""asyncio in virtual time: a lane for each task, and blocked event loops are found."""

import asyncio
import contextvars
import socket
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from grader import async_calls, explore, log, now, simulate
from grader.failure import Failure


def test_tasks_sleep_at_the_same_time():
    async def main(fetch):
        return await asyncio.gather(*map(fetch, "abc"))

    run = simulate(main, async_calls("fetch", a=3, b=1, c=2))
    run.returns(["A", "B", "C"])
    run.takes(3)
    run.peaks_at(3, "fetch")


def test_asyncio_timeout_cancels_exactly_at_its_moment():
    async def main():
        try:
            async with asyncio.timeout(2):
                await asyncio.sleep(5)
        except TimeoutError:
            log("given up")

    run = simulate(main)
    run.logs_at([2])
    run.takes(2)


def test_wait_for_at_the_very_moment_of_its_timeout_is_decided_the_same_way_each_time():
    async def main():
        try:
            return await asyncio.wait_for(asyncio.sleep(2, "in time"), 2)
        except TimeoutError:
            return "too late"

    assert len({simulate(main).result for _ in range(3)}) == 1


def test_a_task_group_ends_its_other_tasks_at_the_first_error():
    async def main():
        async def fail():
            await asyncio.sleep(1)
            raise LookupError("lost")

        async def last():
            try:
                await asyncio.sleep(9)
            finally:
                log("cancelled")

        async with asyncio.TaskGroup() as group:
            group.create_task(fail())
            group.create_task(last())

    run = simulate(main)
    run.raises(LookupError, "lost")
    assert run.log == ["cancelled"]
    assert run.log_times == [1]
    assert run.elapsed == 1


def test_an_asyncio_runner_keeps_its_loop_and_its_context(value):
    def main():
        number = contextvars.ContextVar("number", default=0)

        async def count():
            await asyncio.sleep(1)
            number.set(number.get() + 1)
            return number.get(), asyncio.get_running_loop().time() - 100

        with asyncio.Runner() as runner:
            return [runner.run(count()) for _ in range(2)]

    assert value(main) == [(1, 1.0), (2, 2.0)]


def test_to_thread_leaves_the_loop_free():
    async def main():
        async def tick():
            for _ in range(3):
                await asyncio.sleep(1)
                log(now())

        await asyncio.gather(asyncio.to_thread(time.sleep, 2.5), tick())

    run = simulate(main)
    run.logs([1.0, 2.0, 3.0])
    run.keeps_loop_free()


def test_run_in_executor_works_with_the_default_pool_and_a_given_one(value):
    async def main():
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(2) as pool:
            jobs = [loop.run_in_executor(pool, time.sleep, seconds) for seconds in (2, 1, 2)]
            await asyncio.gather(*jobs)
        return loop.time() - 100

    assert value(main) == 3


def test_call_soon_threadsafe_wakes_the_loop_at_once():
    async def main():
        event, loop = asyncio.Event(), asyncio.get_running_loop()
        threading.Timer(4, loop.call_soon_threadsafe, [event.set]).start()
        await event.wait()

    simulate(main).takes(4)


def test_run_coroutine_threadsafe_returns_a_result_to_another_thread(value):
    async def main():
        loop = asyncio.get_running_loop()

        def ask():
            return asyncio.run_coroutine_threadsafe(asyncio.sleep(2, "answer"), loop).result()

        return await asyncio.to_thread(ask), loop.time() - 100

    assert value(main) == ("answer", 2)


def test_several_loops_in_several_threads_share_one_clock():
    def main():
        async def tick(name, seconds):
            for _ in range(2):
                await asyncio.sleep(seconds)
                log([name, now()])

        threads = [
            threading.Thread(
                target=lambda name=name, seconds=seconds: asyncio.run(tick(name, seconds))
            )
            for name, seconds in (("a", 2), ("b", 3))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    run = simulate(main)
    run.logs([["a", 2.0], ["b", 3.0], ["a", 4.0], ["b", 6.0]])
    run.takes(6)


def test_a_blocked_loop_is_a_finding_with_its_line(findings, line_of):
    async def main():
        async def hello():
            time.sleep(0.5)  # holds

        await asyncio.create_task(hello())

    run = simulate(main)
    assert findings(run)["blocked loop"] == "coroutine hello held the loop for 0.5 s: sleep 0.5"
    assert run.findings[0].where.line == line_of(main, "holds")
    with pytest.raises(Failure, match=r"held for 0\.5 s by sleep 0\.5"):
        run.keeps_loop_free()


def test_a_short_step_is_no_blocked_loop(findings):
    async def main():
        time.sleep(0.01)

    run = simulate(main)
    run.keeps_loop_free()
    assert not findings(run)


def test_a_coroutine_that_was_never_awaited_is_a_finding(findings):
    async def main():
        asyncio.sleep(1)

    run = simulate(main)
    assert findings(run)["never awaited"] == "coroutine 'sleep' was never awaited"
    with pytest.raises(Failure, match="never awaited"):
        run.leaves_nothing()


def test_leaves_nothing_fails_for_a_task_that_is_still_running():
    async def main():
        asyncio.create_task(asyncio.sleep(60), name="straggler")  # noqa: RUF006
        await asyncio.sleep(1)

    with pytest.raises(Failure, match="task straggler") as caught:
        simulate(main).leaves_nothing()
    assert "sleep 60" in str(caught.value)


def test_a_task_exception_that_was_never_retrieved_is_a_finding(findings):
    async def main():
        async def fail():
            raise LookupError("lost")

        asyncio.create_task(fail())  # noqa: RUF006
        await asyncio.sleep(1)

    run = simulate(main)
    assert findings(run)["unread error"].endswith("LookupError: lost")
    with pytest.raises(Failure, match="error that nobody read"):
        run.leaves_nothing()


def test_an_async_generator_is_drained_with_its_times():
    async def main():
        for seconds in (1, 2):
            await asyncio.sleep(seconds)
            yield seconds

    run = simulate(main)
    run.yields([1, 2])
    run.yields_at([1, 3])


def test_each_task_has_a_lane_that_belongs_to_its_thread():
    async def main():
        async def child():
            await asyncio.sleep(1)

        await asyncio.gather(child(), child())

    lanes = [lane for lane in simulate(main).history.lanes if lane.kind == "task"][:3]
    assert [lane.name for lane in lanes] == ["main", "child", "child"]
    assert {lane.parent for lane in lanes} == {0}
    assert [lane.end for lane in lanes] == [10**9] * 3


def test_no_step_overtakes_the_callback_that_cleans_up_before_it():
    """A connection's writer is removed by a callback before its task goes on: else the loop spins."""

    async def main():
        async def echo(reader, writer):
            line = await reader.readline()
            await asyncio.sleep(1)
            writer.write(line)
            writer.close()

        server = await asyncio.start_server(echo, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"hello\n")
        answer = await reader.readline()
        writer.close()
        server.close()
        return answer

    def holds(run):
        run.returns(b"hello\n")
        run.takes(1)
        run.stays_idle()

    explore(main, schedules=20).each(holds)


def test_bytes_that_are_never_read_do_not_stop_the_clock():
    async def main():
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        asyncio.get_running_loop().add_reader(ours, int)
        theirs.send(b"never read")
        await asyncio.sleep(1)
        asyncio.get_running_loop().remove_reader(ours)
        ours.close()
        theirs.close()

    run = simulate(main)
    run.takes(1)
    assert [finding.kind for finding in run.findings] == ["busy wait"]


def test_a_deadlock_report_names_the_line_of_a_wait_inside_an_async_generator(line_of):
    async def gives(queue):
        while True:
            yield await queue.get()  # here

    async def takes():
        async for _ in gives(asyncio.Queue()):
            pass

    run = simulate(takes)
    assert run.outcome == "deadlock"
    assert [(each.why, each.where.line) for each in run.history.waits if each.where] == [
        ("Queue.get", line_of(gives, "here"))
    ]


@pytest.mark.skipif(sys.version_info < (3, 12), reason="no eager tasks before Python 3.12")
def test_a_fake_called_by_an_eagerly_started_task_stays_in_the_lane_of_that_task():
    async def start_two(fetch):
        loop = asyncio.get_running_loop()
        tasks = [asyncio.Task(fetch(name), loop=loop, eager_start=True) for name in "ab"]
        await asyncio.gather(*tasks)
        await fetch("c")

    run = simulate(start_two, async_calls("fetch", a=1, b=2, c=1))
    run.peaks_at(2, "fetch")
    run.orders("fetch b", "fetch c")
