"""Bugs of waiting: signals that are lost, come too early, or mean less than was thought."""

import queue
import threading
import time

from corpus.cases import bug, fixed
from corpus.threads import together


@bug(returns=["item"])
def if_instead_of_while():
    """Woken, but another consumer was quicker: the list is empty."""
    items, taken, change = [], [], threading.Condition()

    def consume():
        with change:
            if not items:
                change.wait(timeout=5)
            taken.append(items.pop() if items else "nothing there")

    def consume_late():
        time.sleep(1)
        with change:
            if items:
                taken.append(items.pop())

    def produce():
        time.sleep(1)
        with change:
            items.append("item")
            change.notify()

    together(consume, consume_late, produce)
    return taken


@fixed
def if_instead_of_while_fixed():
    items, taken, change = [], [], threading.Condition()

    def consume():
        with change:
            while not items:
                if not change.wait(timeout=5):
                    return
            taken.append(items.pop())

    def consume_late():
        time.sleep(1)
        with change:
            if items:
                taken.append(items.pop())

    def produce():
        time.sleep(1)
        with change:
            items.append("item")
            change.notify()

    together(consume, consume_late, produce)
    return taken


@bug(returns="woken")
def notify_before_wait():
    """The flag is looked at outside the lock: its notification may come before the wait."""
    ready, change = [], threading.Condition()

    def wait():
        if not ready:
            with change:
                change.wait()

    def signal():
        ready.append(True)
        with change:
            change.notify()

    together(wait, signal)
    return "woken"


@fixed
def notify_before_wait_fixed():
    ready, change = [], threading.Condition()

    def wait():
        with change:
            while not ready:
                change.wait()

    def signal():
        with change:
            ready.append(True)
            change.notify()

    together(wait, signal)
    return "woken"


class Slot:
    """A buffer of one place; ``wake`` says how the others are told of a change."""

    def __init__(self, wake):
        self.items, self.change, self.wake = [], threading.Condition(), wake

    def put(self, item):
        with self.change:
            while self.items:
                self.change.wait()
            self.items.append(item)
            self.wake(self.change)

    def get(self):
        with self.change:
            while not self.items:
                self.change.wait()
            self.wake(self.change)
            return self.items.pop()


@bug(returns="done")
def missed_notify():
    """Producers and consumers wait for one condition: ``notify`` may wake the wrong kind."""
    slot = Slot(lambda change: change.notify())
    together(slot.get, slot.get, lambda: slot.put(1), lambda: slot.put(2))
    return "done"


@fixed
def missed_notify_fixed():
    slot = Slot(lambda change: change.notify_all())
    together(slot.get, slot.get, lambda: slot.put(1), lambda: slot.put(2))
    return "done"


@bug(returns=["a", "b"])
def one_notify_for_two():
    """Two items, one notification: if both wait, one waits on."""
    items, taken, change = [], [], threading.Condition()

    def consume():
        with change:
            while not items:
                change.wait()
            taken.append(items.pop())

    def produce():
        with change:
            items.extend("ab")
            change.notify()

    together(produce, consume, consume)
    return sorted(taken)


@fixed
def one_notify_for_two_fixed():
    items, taken, change = [], [], threading.Condition()

    def consume():
        with change:
            while not items:
                change.wait()
            taken.append(items.pop())

    def produce():
        with change:
            items.extend("ab")
            change.notify(2)

    together(produce, consume, consume)
    return sorted(taken)


@bug(returns=["job", "stop"], granularity="lines")
def clear_after_looking():
    """``clear`` wipes out a signal that came after the look at the jobs."""
    jobs, done, signal = [], [], threading.Event()

    def work():
        while "stop" not in done:
            signal.wait()
            while jobs:
                done.append(jobs.pop(0))
            signal.clear()

    def order():
        for job in ("job", "stop"):
            jobs.append(job)
            signal.set()

    together(work, order)
    return done


@fixed
def clear_after_looking_fixed():
    jobs, done, signal = [], [], threading.Event()

    def work():
        while "stop" not in done:
            signal.wait()
            signal.clear()
            while jobs:
                done.append(jobs.pop(0))

    def order():
        for job in ("job", "stop"):
            jobs.append(job)
            signal.set()

    together(work, order)
    return done


@bug(returns="seen")
def pulse():
    """``set`` and at once ``clear``: whoever comes later never learns of it."""
    event = threading.Event()

    def wait():
        event.wait()

    def signal():
        event.set()
        event.clear()

    together(wait, signal)
    return "seen"


@fixed
def pulse_fixed():
    event = threading.Event()

    def wait():
        event.wait()

    def signal():
        event.set()

    together(wait, signal)
    return "seen"


@bug(returns="free again")
def semaphore_leak_on_error():
    """An error between acquire and release keeps the permit for ever."""
    permits, results = threading.Semaphore(1), queue.Queue(maxsize=1)

    def work():
        try:
            permits.acquire()
            results.put_nowait("result")
            permits.release()
        except queue.Full:
            pass

    def take():
        results.get()

    together(work, take, work)
    return "free again" if permits.acquire(timeout=1) else "leaked"


@fixed
def semaphore_leak_on_error_fixed():
    permits, results = threading.Semaphore(1), queue.Queue(maxsize=1)

    def work():
        try:
            with permits:
                results.put_nowait("result")
        except queue.Full:
            pass

    def take():
        results.get()

    together(work, take, work)
    return "free again" if permits.acquire(timeout=1) else "leaked"


@bug(returns=[[1, 1], [2, 2]])
def one_barrier_too_few():
    """Nothing keeps the quick one from writing the next round while the other still reads."""
    slots, rounds, barrier = [0, 0], [[], []], threading.Barrier(2)

    def run(me):
        for number in (1, 2):
            slots[me] = number
            barrier.wait()
            rounds[number - 1].append(slots[1 - me])

    together(lambda: run(0), lambda: run(1))
    return rounds


@fixed
def one_barrier_too_few_fixed():
    slots, rounds, barrier = [0, 0], [[], []], threading.Barrier(2)

    def run(me):
        for number in (1, 2):
            slots[me] = number
            barrier.wait()
            rounds[number - 1].append(slots[1 - me])
            barrier.wait()

    together(lambda: run(0), lambda: run(1))
    return rounds


@bug(returns="both arrived", granularity="opcodes")
def latch_counted_without_a_lock():
    """Two that count down at once leave 1, and nobody opens the latch."""
    left, arrived = [2], threading.Event()

    def arrive():
        left[0] -= 1
        if left[0] == 0:
            arrived.set()

    together(arrive, arrive)
    return "both arrived" if arrived.wait(1) else "still waiting"


@fixed
def latch_counted_without_a_lock_fixed():
    left, arrived, lock = [2], threading.Event(), threading.Lock()

    def arrive():
        with lock:
            left[0] -= 1
            if left[0] == 0:
                arrived.set()

    together(arrive, arrive)
    return "both arrived" if arrived.wait(1) else "still waiting"


@bug(returns=[])
def writer_let_in_beside_readers():
    """The writer makes sure that nobody reads, lets go of the lock, and then writes."""
    readers, writing, lock, clashes = [0], [False], threading.Lock(), []

    def read():
        with lock:
            readers[0] += 1
            clashes.extend(["read while writing"] * writing[0])
        with lock:
            readers[0] -= 1

    def write():
        with lock:
            free = readers[0] == 0
        if free:
            writing[0] = True
            with lock:
                clashes.extend(["wrote while reading"] * (readers[0] > 0))
            writing[0] = False

    together(read, write)
    return clashes


@fixed
def writer_let_in_beside_readers_fixed():
    readers, writing, lock, clashes = [0], [False], threading.Lock(), []

    def read():
        with lock:
            readers[0] += 1
            clashes.extend(["read while writing"] * writing[0])
        with lock:
            readers[0] -= 1

    def write():
        with lock:
            if readers[0] == 0:
                writing[0] = True
                clashes.extend(["wrote while reading"] * (readers[0] > 0))
                writing[0] = False

    together(read, write)
    return clashes


@bug(returns="result")
def timeout_taken_for_success():
    """``wait`` also returns when its time is over: at that very moment, who is first?"""
    result, finished = [None], threading.Event()

    def compute():
        time.sleep(2)
        result[0] = "result"
        finished.set()

    thread = threading.Thread(target=compute)
    thread.start()
    finished.wait(timeout=2)
    value = result[0]
    thread.join()
    return value


@fixed
def timeout_taken_for_success_fixed():
    result, finished = [None], threading.Event()

    def compute():
        time.sleep(2)
        result[0] = "result"
        finished.set()

    thread = threading.Thread(target=compute)
    thread.start()
    while not finished.wait(timeout=2):
        pass
    value = result[0]
    thread.join()
    return value


@bug(returns="stopped")
def stop_flag_before_a_blocking_get():
    """The flag is set after the look at it, and the last item has gone: ``get`` waits for ever."""
    items, stop = queue.Queue(), threading.Event()

    def consume():
        while not stop.is_set():
            items.get()

    def produce():
        items.put("last")
        stop.set()

    together(consume, produce)
    return "stopped"


@fixed
def stop_flag_before_a_blocking_get_fixed():
    items, stop = queue.Queue(), object()

    def consume():
        while items.get() is not stop:
            pass

    def produce():
        items.put("last")
        items.put(stop)

    together(consume, produce)
    return "stopped"


@bug(returns=["a", "b", "c"])
def empty_then_get():
    """Both see the last item, one gets it, the other waits for ever."""
    items, taken = queue.Queue(), []
    for item in "abc":
        items.put(item)

    def drain():
        while not items.empty():
            taken.append(items.get())

    together(drain, drain)
    return sorted(taken)


@fixed
def empty_then_get_fixed():
    items, taken = queue.Queue(), []
    for item in "abc":
        items.put(item)

    def drain():
        while True:
            try:
                taken.append(items.get_nowait())
            except queue.Empty:
                return

    together(drain, drain)
    return sorted(taken)


@bug(returns=["A", "B"], granularity="lines")
def task_done_before_the_work():
    """``join`` returns while the last piece of work is still being done."""
    items, results = queue.Queue(), []

    def work():
        while True:
            item = items.get()
            items.task_done()
            results.append(item.upper())

    threading.Thread(target=work, daemon=True).start()
    for item in "ab":
        items.put(item)
    items.join()
    return list(results)


@fixed
def task_done_before_the_work_fixed():
    items, results = queue.Queue(), []

    def work():
        while True:
            item = items.get()
            results.append(item.upper())
            items.task_done()

    threading.Thread(target=work, daemon=True).start()
    for item in "ab":
        items.put(item)
    items.join()
    return list(results)
