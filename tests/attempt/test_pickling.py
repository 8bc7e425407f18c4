"""What a learner's function refers to travels with it; what cannot is refused by its name."""

import asyncio
import contextvars
import fnmatch
import fractions
import functools
import io
import linecache
import queue
import sys
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from grader.attempt import Subject

compile_pattern = fnmatch._compile_pattern
SAMPLES = {
    "a lock": (threading.Lock(), lambda lock: lock.acquire(timeout=0)),
    "a lock that is held": (threading.Lock(), lambda lock: lock.acquire(timeout=0)),
    "a re-entrant lock": (threading.RLock(), lambda lock: lock.acquire() and lock.acquire()),
    "a condition": (threading.Condition(), lambda each: each.acquire() and not each.wait(0)),
    "an event": (threading.Event(), lambda event: event.wait(0) is False),
    "a semaphore": (threading.Semaphore(2), lambda each: each.acquire() and each.acquire()),
    "a barrier": (threading.Barrier(2), lambda barrier: barrier.parties == 2),
    "a queue": (queue.Queue(3), lambda each: each.put(1) or (each.get(), each.maxsize) == (1, 3)),
    "a priority queue": (queue.PriorityQueue(), lambda each: each.put(1) or each.get() == 1),
    "a simple queue": (queue.SimpleQueue(), lambda each: each.put(1) or each.get() == 1),
    "a local": (threading.local(), lambda local: vars(local) == {}),
    "a pool": (ThreadPoolExecutor(3), lambda pool: pool.submit(abs, -1).result() == 1),
    "a process pool": (ProcessPoolExecutor(1), lambda pool: pool.submit(abs, -1).result() == 1),
    "an asyncio lock": (asyncio.Lock(), lambda lock: asyncio.run(lock.acquire())),
    "an asyncio event": (asyncio.Event(), lambda event: not event.is_set()),
    "an asyncio semaphore": (asyncio.Semaphore(2), lambda each: asyncio.run(each.acquire())),
    "a context variable": (contextvars.ContextVar("x", default=5), lambda each: each.get() == 5),
    "a module": (functools, lambda module: module.reduce(max, [1, 2]) == 2),
    "a text buffer": (io.StringIO("abc"), lambda buffer: buffer.getvalue() == "abc"),
    "standard output": (sys.stdout, lambda stream: stream.writable()),
}
SAMPLES["a lock that is held"][0].acquire()


@pytest.mark.parametrize("kind", SAMPLES)
def test_it_travels(run, kind):
    sample, works = SAMPLES[kind]
    assert run(lambda: bool(works(sample))).value is True


def test_a_queue_travels_with_what_is_in_it(run):
    here = queue.SimpleQueue()
    for number in range(3):
        here.put(number)
    assert run(lambda: [here.get() for _ in range(3)]).value == [0, 1, 2]
    assert here.qsize() == 3


def test_an_event_travels_with_its_state(run):
    event = threading.Event()
    event.set()
    assert run(event.is_set).value is True


def test_a_context_variable_travels_with_its_value(run):
    variable = contextvars.ContextVar("x")
    variable.set(3)
    assert run(variable.get).value == 3


def test_an_asyncio_queue_that_has_been_waited_for_travels(run):
    async def wait_once():
        here = asyncio.Queue()
        await asyncio.wait([asyncio.create_task(here.get())], timeout=0)
        return here

    here = asyncio.run(wait_once())

    async def use():
        here.put_nowait(1)
        return await here.get()

    assert run(lambda: asyncio.run(use())).value == 1


def test_one_lock_stays_one_lock(run):
    lock = threading.Lock()
    holders = [lock, {"lock": lock}]
    assert run(lambda: holders[0] is holders[1]["lock"]).value is True


def test_a_pool_that_was_shut_down_arrives_shut_down(run):
    pool = ThreadPoolExecutor(3)
    pool.shutdown()
    assert run(lambda: pool.submit(abs, 1)).error.type_name == "RuntimeError"


def test_locks_are_simulated_where_the_world_is(run):
    lock = threading.Lock()
    message = run(
        lambda: lock.acquire() and lock.acquire(),
        world="simulated",
        task="grader.attempt.child.simulated:simulate",
        options={"schedule": []},
    ).messages[-1]
    assert message.outcome == "deadlock"


REMEMBERING = """
import functools

@functools.cache
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)

@functools.lru_cache(1, typed=True)
def half(n):
    return n / 2

def both():
    half.calls = [half(4), half(4)]
    return fibonacci(80), half.calls, half.cache_info().hits, half.cache_parameters()
"""


def test_a_function_that_remembers_its_results_travels_without_them(run):
    both = function_of_a_cell("/tmp/ipykernel_1/1.py", REMEMBERING, "both")
    expected = (23416728348467685, [2, 2], 1, {"maxsize": 1, "typed": True})
    assert run(both).value == run(both).value == expected


def test_one_of_a_library_is_the_librarys(run):
    assert run(lambda: sys.modules["fnmatch"]._compile_pattern is compile_pattern).value is True


def test_the_lines_of_a_notebooks_cell_travel_with_its_functions(run):
    source = "def fail():\n    raise ValueError('no')  # the learner's words\n"
    function = function_of_a_cell("/tmp/ipykernel_1/2.py", source, "fail")
    (frame,) = run(function).error.frames
    assert frame.source == "raise ValueError('no')  # the learner's words"
    assert (frame.filename, frame.line, frame.learner) == ("/tmp/ipykernel_1/2.py", 2, True)


def test_the_same_lines_are_in_the_tracebacks_that_the_learner_prints(run):
    source = (
        "import traceback\n"
        "def explain():\n"
        "    try:\n"
        "        1 / 0  # look here\n"
        "    except ZeroDivisionError:\n"
        "        return traceback.format_exc()\n"
    )
    text = run(function_of_a_cell("/tmp/ipykernel_1/3.py", source, "explain")).value
    assert "1 / 0  # look here" in text


def test_a_submission_cannot_read_the_lines_of_the_check_that_calls_it(run):
    check = "def drive(spy): return spy()  # the expected value is 918273\n"
    spy = "import linecache\ndef spy(): return [lines for _, _, lines, _ in CACHED.values()]"
    spy = spy.replace("CACHED", "{k: v for k, v in linecache.cache.items() if len(v) == 4}")
    drive = function_of_a_cell("<double_hidden>", check, "drive")
    assert "918273" not in str(run(drive, Subject([("cell 1", spy)]).handle("spy")).value)


def test_frames_of_libraries_are_not_the_learners(run):
    frames = run(lambda: functools.reduce(max, queue.Queue(-1).get(timeout=-1))).error.frames
    assert [frame.learner for frame in frames] == [True, False]


def test_modules_of_the_learner_are_found_where_the_judge_finds_them(run, tmp_path, monkeypatch):
    (tmp_path / "learners_module.py").write_text("answer = 42\n")
    monkeypatch.syspath_prepend(tmp_path)

    def ask():
        import learners_module

        return learners_module.answer

    assert run(ask).value == 42


def test_the_current_folder_is_the_judges(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(lambda: str(Path.cwd())).value == str(tmp_path)


def test_each_load_gets_its_own_globals_and_classes(run):
    counts = {"runs": 0}

    class Counter:
        runs = 0

    def count():
        counts["runs"] += 1
        Counter.runs += 1
        Counter.seen = True
        return counts["runs"], Counter.runs

    assert run(count, task=f"{__name__}:call_twice").value == [[1, 1], [1, 1]]


def call_twice(load, channel, _options):
    """A task: load and call two times."""
    channel.send({"type": "returned", "value": [load()[0]() for _ in range(2)]})


def function_of_a_cell(filename, source, name):
    """A function as a notebook's kernel defines it: its file is nowhere but in `linecache`."""
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    namespace = {"__name__": "__main__"}
    exec(compile(source, filename, "exec"), namespace)
    return namespace[name]


def test_the_body_of_a_class_in_a_function_finds_the_globals_that_only_it_uses(run):
    def main():
        class Point:
            half = fractions.Fraction(1, 2)

        return float(Point.half)

    assert run(main).value == 0.5
