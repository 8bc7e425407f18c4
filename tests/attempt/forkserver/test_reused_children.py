"""Attempts on one submission follow each other in a child, until a run leaves something behind."""

import os
import select
import signal

import psutil
import pytest

from grader import simulate
from grader.attempt import Session, Subject, sandbox

pytestmark = pytest.mark.real_clock

CELL = """
import asyncio, logging, os, queue, signal, sys, threading, time, warnings

def where():
    return os.getpid()

def asleep():
    time.sleep(1)
    return os.getpid()

def fails():
    raise ValueError(os.getpid())

def waits_for_ever():
    queue.Queue().get()

def leaves_a_thread():
    threading.Thread(target=queue.Queue().get, daemon=True).start()

def never_twice_the_same():
    return os.urandom(8)

def replaces_sleep():
    time.sleep = lambda seconds: None

def replaces_run():
    asyncio.run = lambda main: None

def sets_a_variable():
    os.environ["PYTHONASYNCIODEBUG"] = "1"

def recurses_deeper():
    sys.setrecursionlimit(2000)

def ignores_warnings():
    warnings.simplefilter("ignore")

def logs_somewhere():
    logging.basicConfig()

def computes_long():
    while sum(os.times()[:2]) < 1.2:
        pass

class Noisy:
    def __init__(self):
        self.itself = self

    def __del__(self):
        print("gone")

def in_a_global():
    globals()["noisy"] = Noisy()

def in_an_error():
    noisy = Noisy()
    raise ValueError(noisy)

def in_a_thread():
    noisy = Noisy()
    thread = threading.Thread(target=lambda: noisy)
    thread.start()
    thread.join()

def in_a_local():
    local = threading.local()
    local.noisy, local.itself = Noisy(), local

def in_a_loop():
    async def main():
        asyncio.get_running_loop().noisy = Noisy()
    asyncio.run(main())

def in_a_handler():
    noisy = Noisy()
    signal.signal(signal.SIGALRM, lambda *_: noisy)

def in_a_module():
    with open("noisy.py", "w") as file:
        file.write("import __main__; noisy = __main__.Noisy()")
    import noisy

def in_a_coroutine():
    async def never_awaited(noisy):
        pass
    globals()["coroutine"] = never_awaited(Noisy())

def writes_to(path):
    open(path, "w").close()

def writes():
    found = os.listdir()
    open("note.txt", "w").close()
    return found
"""
LEAVE_SOMETHING = [
    "waits_for_ever", "leaves_a_thread", "never_twice_the_same", "replaces_sleep", "replaces_run",
    "sets_a_variable", "recurses_deeper", "ignores_warnings", "logs_somewhere", "computes_long",
]  # fmt: skip


KEEP_SOMETHING = [
    "in_a_global", "in_an_error", "in_a_thread", "in_a_local", "in_a_loop", "in_a_handler",
    "in_a_module", "in_a_coroutine",
]  # fmt: skip


sandboxed = pytest.mark.skipif(not sandbox.works(), reason="no working bubblewrap here")
inside = pytest.mark.parametrize("session", [True], indirect=True)


@pytest.fixture
def session(request):
    """A session; `inside` a sandbox if that is asked for."""
    if not hasattr(request, "param"):
        yield Session()
        return
    with sandbox.enclosed() as session:
        yield session


@pytest.fixture
def run(session):
    """Simulate a function of a submission."""
    subject = Subject(cells=[("cell 1", CELL)], session=session)
    return lambda name, *args: simulate(subject.handle(name), *args)


@pytest.fixture
def call(run):
    """Simulate it; what it returned."""
    return lambda name, *args: run(name, *args).result


def test_within_a_series_a_child_does_one_attempt_after_the_other(session, call):
    with session.series():
        assert call("where") == call("asleep") == call("where")


def test_so_does_a_new_process_where_there_is_no_fork(session, call, monkeypatch):
    monkeypatch.setenv("GRADER_NO_FORK", "1")
    with session.series():
        assert call("where") == call("where")


def test_outside_of_a_series_each_attempt_has_a_child_of_its_own(session, call):
    with session.series():
        before = call("where")
    assert len({before, call("where"), call("where")}) == 3


def test_an_error_leaves_nothing_behind(session, call):
    with session.series():
        before = call("where")
        call("fails")
        assert call("where") == before


@pytest.mark.parametrize("name", LEAVE_SOMETHING)
def test_after_a_run_that_leaves_something_behind_the_next_one_has_a_new_child(session, call, name):
    with session.series():
        before = call("where")
        call(name)
        assert call("where") != before


@pytest.mark.parametrize("name", KEEP_SOMETHING)
def test_what_goes_with_a_run_is_not_heard_of_in_the_next(session, run, name):
    with session.series():
        before = run("where").result
        run(name)
        after = run("where")
        assert (after.result, after.output, after.findings) == (before, "", [])


def test_files_of_one_run_are_not_there_in_the_next(session, call):
    with session.series():
        assert [call("writes"), call("writes")] == [[], []]


@sandboxed
@inside
def test_nor_are_they_in_a_sandbox(session, call):
    with session.series():
        assert [call("writes"), call("writes")] == [[], []]


@sandboxed
@inside
def test_a_child_goes_on_in_a_sandbox_too(session, call):
    with session.series():
        assert call("where") == call("where")


@sandboxed
@inside
@pytest.mark.parametrize("folder", ["/tmp", "/dev/shm"])
def test_files_elsewhere_in_the_sandbox_go_with_their_child(session, call, folder):
    if folder == "/tmp" and "--symlink" not in sandbox.bubblewrap_command({}):
        pytest.skip("Python or this clone lies in /tmp, which can only be read in the sandbox then")
    with session.series():
        before = call("where")
        call("writes_to", f"{folder}/note.txt")
        assert call("where") != before


def test_no_process_in_which_a_submission_has_run_answers_for_another_call(session, call):
    reference = os.getpid
    with session.series():
        assert call("where") != simulate(reference).result != simulate(reference).result


def test_nor_for_another_submission(session, call):
    other = Subject(cells=[("cell 1", CELL)], session=session)
    with session.series():
        assert call("where") != simulate(other.handle("where")).result


def test_with_the_series_the_child_ends(session, call):
    with session.series():
        child = psutil.Process(call("where"))
    child.wait(60)


def test_a_child_that_is_killed_while_it_waits_is_replaced(session, call):
    with session.series():
        child = call("where")
        (line,) = session.waiting.values()
        os.kill(child, signal.SIGKILL)
        select.select([line.end], [], [], 60)
        assert call("where") not in (child, None)


def test_a_child_whose_time_is_nearly_over_is_replaced(session, call):
    with session.series():
        child = call("where")
        (line,) = session.waiting.values()
        line.began -= 60
        assert call("where") not in (child, None)


def test_series_lie_within_each_other(session, call):
    with session.series():
        child = call("where")
        with session.series():
            assert call("where") != child
        assert call("where") == child
