"""Bugs of locking: too many locks, the wrong one, or in the wrong order."""

import threading

from corpus.cases import bug, fixed
from corpus.threads import together


@bug(returns="done")
def lock_order():
    """Each holds what the other wants."""
    left, right = threading.Lock(), threading.Lock()

    def one():
        with left, right:
            pass

    def other():
        with right, left:
            pass

    together(one, other)
    return "done"


@fixed
def lock_order_fixed():
    left, right = threading.Lock(), threading.Lock()

    def one():
        with left, right:
            pass

    together(one, one)
    return "done"


@bug(returns="fed")
def dining_philosophers():
    """Three, each with the left fork in hand."""
    forks = [threading.Lock() for _ in range(3)]

    def dine(seat):
        with forks[seat], forks[(seat + 1) % 3]:
            pass

    together(*(lambda seat=seat: dine(seat) for seat in range(3)))
    return "fed"


@fixed
def dining_philosophers_fixed():
    forks = [threading.Lock() for _ in range(3)]

    def dine(seat):
        first, second = sorted((seat, (seat + 1) % 3))
        with forks[first], forks[second]:
            pass

    together(*(lambda seat=seat: dine(seat) for seat in range(3)))
    return "fed"


class Subject:
    """Tells its listeners of each change."""

    def __init__(self):
        self.lock, self.listeners = threading.Lock(), []

    def change(self):
        """Tell them while holding the lock."""
        with self.lock:
            for listener in self.listeners:
                listener()

    def change_well(self):
        """Tell them after letting go of the lock."""
        with self.lock:
            listeners = list(self.listeners)
        for listener in listeners:
            listener()

    def forget(self, listener):
        with self.lock:
            self.listeners.remove(listener)


def _observe(change):
    subject, lock = Subject(), threading.Lock()

    def listener():
        with lock:
            pass

    def leave():
        with lock:
            subject.forget(listener)

    subject.listeners.append(listener)
    together(lambda: change(subject), leave)
    return "done"


@bug(returns="done")
def callback_under_the_lock():
    """A listener called with the lock held takes its own: a lock order that nobody sees."""
    return _observe(Subject.change)


@fixed
def callback_under_the_lock_fixed():
    return _observe(Subject.change_well)


@bug(returns=2)
def lock_replaced():
    """``reset`` makes a new lock while another thread holds the old one."""

    class Counter:
        lock, value = threading.Lock(), 0

    def count():
        with Counter.lock:
            value = Counter.value
            pause.acquire(timeout=0.1)
            Counter.value = value + 1

    def reset_and_count():
        Counter.lock = threading.Lock()
        count()

    pause = threading.Semaphore(0)
    together(count, reset_and_count)
    return Counter.value


@fixed
def lock_replaced_fixed():
    class Counter:
        lock, value = threading.Lock(), 0

    def count():
        with Counter.lock:
            value = Counter.value
            pause.acquire(timeout=0.1)
            Counter.value = value + 1

    pause = threading.Semaphore(0)
    together(count, count)
    return Counter.value


@bug(returns=2, granularity="opcodes")
def a_lock_for_each_object():
    """What all objects share needs one lock, not one each."""

    class Counter:
        total = 0

        def __init__(self):
            self.lock = threading.Lock()

        def count(self):
            with self.lock:
                Counter.total += 1

    together(Counter().count, Counter().count)
    return Counter.total


@fixed
def a_lock_for_each_object_fixed():
    class Counter:
        total, lock = 0, threading.Lock()

        def count(self):
            with Counter.lock:
                Counter.total += 1

    together(Counter().count, Counter().count)
    return Counter.total


@bug(returns=2)
def given_up_when_taken():
    """A lock tried without waiting: when it is taken, the update is left out."""
    lock, counted = threading.Lock(), []

    def count():
        if lock.acquire(blocking=False):
            counted.append(1)
            inside.wait(0.1)
            lock.release()

    inside = threading.Event()
    together(count, count)
    return sum(counted)


@fixed
def given_up_when_taken_fixed():
    lock, counted = threading.Lock(), []

    def count():
        with lock:
            counted.append(1)
            inside.wait(0.1)

    inside = threading.Event()
    together(count, count)
    return sum(counted)


@bug(returns="done")
def upgrade_from_reading_to_writing():
    """Two readers both wait to become the writer, each for the other to stop reading."""
    change, readers = threading.Condition(), [0]

    def read_then_write():
        with change:
            readers[0] += 1
        with change:
            while readers[0] > 1:
                change.wait()
            readers[0] -= 1
            change.notify_all()

    together(read_then_write, read_then_write)
    return "done"


@fixed
def upgrade_from_reading_to_writing_fixed():
    change, readers = threading.Condition(), [0]

    def read_then_write():
        with change:
            readers[0] += 1
        with change:
            readers[0] -= 1
            change.notify_all()
            while readers[0] > 0:
                change.wait()

    together(read_then_write, read_then_write)
    return "done"
