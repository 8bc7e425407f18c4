"""Queues hand over, fill up and run empty in virtual time."""

import queue
import threading
import time

import pytest

from grader import log, simulate


def test_a_full_queue_slows_its_producer_down():
    def main():
        items = queue.Queue(maxsize=1)

        def consume():
            for _ in range(3):
                time.sleep(2)
                items.get()

        threading.Thread(target=consume).start()
        for number in range(3):
            items.put(number)
            log(number)

    run = simulate(main)
    run.logs([0, 1, 2])
    run.logs_at([0, 2, 4])


@pytest.mark.parametrize("kind", ["Queue", "SimpleQueue", "LifoQueue", "PriorityQueue"])
def test_queue_get_gives_up_exactly_at_its_timeout(kind):
    run = simulate(lambda: getattr(queue, kind)().get(timeout=1.5))
    run.raises(queue.Empty)
    assert run.elapsed == 1.5


def test_queue_put_gives_up_exactly_at_its_timeout():
    def main():
        items = queue.Queue(maxsize=1)
        items.put(1)
        items.put(2, timeout=0.5)

    run = simulate(main)
    run.raises(queue.Full)
    assert run.elapsed == 0.5


def test_queue_join_waits_for_the_last_task_done():
    def main():
        items = queue.Queue()

        def work():
            while True:
                time.sleep(items.get())
                items.task_done()

        for _ in range(2):
            threading.Thread(target=work, daemon=True).start()
        for seconds in (3, 1, 1):
            items.put(seconds)
        items.join()

    simulate(main).takes(3)


def test_an_item_goes_to_the_thread_that_has_waited_longest():
    def main():
        items = queue.SimpleQueue()
        for name in "ab":
            threading.Thread(target=lambda name=name: log([name, items.get()])).start()
        items.put(1)
        items.put(2)

    simulate(main).logs([["a", 1], ["b", 2]])
