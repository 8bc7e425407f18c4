"""Another thread may go first at the operations that a user sees, and when a thread begins."""

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


def test_a_thread_of_a_subclass_may_begin_after_start_has_returned():
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


@pytest.mark.parametrize("get", ["get", "get_nowait"])
def test_threads_get_items_from_a_queue_in_any_order(get):
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


def test_the_card_of_a_failing_schedule_tells_it_turn_by_turn():
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
