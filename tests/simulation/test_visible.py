"""Where another thread may go first: at the operations that a user sees."""

import asyncio
import queue
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from grader import explore, simulate
from grader.failure import Failure


def all_results(function, **options):
    return explore(function, **options).outcomes(lambda run: run.result)


def test_a_thread_may_begin_after_start_has_returned():
    def main():
        box = []
        threading.Thread(target=lambda: box.append(1)).start()
        return len(box)

    assert all_results(main) == {"0", "1"}


def test_so_may_one_of_a_class_of_its_own():
    class Sets(threading.Thread):
        number = 0

        def run(self):
            self.number = 1

    def main():
        thread = Sets()
        thread.start()
        return thread.number

    assert all_results(main) == {"0", "1"}


def test_a_function_that_begins_with_a_lock_needs_no_point_of_its_own():
    def schedules(work):
        def main():
            lock = threading.Lock()
            threads = [threading.Thread(target=work, args=(lock,)) for _ in range(2)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

        exploration = explore(main)
        exploration.each(lambda run: run.returns(None))
        return exploration.runs

    def at_once(lock):
        with lock:
            pass

    def later(lock):
        len("abc")
        with lock:
            pass

    assert schedules(at_once) < schedules(later)


def test_what_is_between_two_operations_is_one_step():
    def main():
        box = [0]

        def work():
            seen = box[0]
            box[0] = seen + 1

        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return box[0]

    assert all_results(main) == {"2"}
    assert all_results(main, granularity="lines") == {"1", "2"}


def test_a_one_line_update_needs_opcodes():
    def main():
        box = [0]

        def work():
            box[0] += 1

        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return box[0]

    assert all_results(main, granularity="lines", budget=0.2) == {"2"}
    assert all_results(main, granularity="opcodes", budget=0.5) == {"1", "2"}


@pytest.mark.parametrize("get", ["get", "get_nowait"])
def test_queues_are_asked_in_any_order(get):
    def main():
        items, got = queue.Queue(), []
        for name in "ab":
            items.put(name)

        def take(who):
            got.append(who + getattr(items, get)())

        threads = [threading.Thread(target=take, args=(who,)) for who in "12"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sorted(got)

    assert all_results(main) == {"['1a', '2b']", "['1b', '2a']"}


def test_workers_of_a_pool_take_up_jobs_in_any_order():
    def main():
        order = []
        with ThreadPoolExecutor(2) as pool:
            for name in "ab":
                pool.submit(order.append, name)
        return "".join(order)

    assert all_results(main) == {"'ab'", "'ba'"}


def test_ready_tasks_are_stepped_in_any_order():
    async def main():
        order = []

        async def note(name):
            order.append(name)

        await asyncio.gather(*map(note, "abc"))
        return "".join(order)

    assert len(all_results(main)) == 6


def test_callbacks_of_a_loop_keep_their_order():
    async def main():
        order, loop = [], asyncio.get_running_loop()
        for name in "abc":
            loop.call_soon(order.append, name)
        await asyncio.sleep(0)
        return "".join(order)

    assert all_results(main) == {"'abc'"}


def test_internal_locks_of_the_library_offer_no_choice():
    run = simulate(lambda: [queue.Queue().put(number) for number in range(50)] and None)
    assert run.choices == []


def test_a_failing_schedule_is_told_turn_by_turn():
    def main():
        box, lock = [0], threading.Lock()

        def work():
            with lock:
                seen = box[0]
            with lock:
                box[0] = seen + 1

        threads = [threading.Thread(target=work, name=name) for name in "ab"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return box[0]

    with pytest.raises(Failure) as caught:
        explore(main).each(lambda run: run.returns(2))
    told = [line for line in str(caught.value).splitlines() if "lock.acquire" in line]
    assert len(told) >= 3
