"""When an attempt has ended, nothing of it is left; when the judge has ended, nothing at all."""

import os
import select
import signal
import subprocess
import sys
import time

import psutil
import pytest

from grader.attempt.forkserver_client import (
    ForkServer,
    ForkServers,
    fork_servers,
)
from grader.attempt.limits import Limits

pytestmark = pytest.mark.real_clock

PATIENCE = 30_000  # milliseconds; only a process that stays makes anybody wait that long


def test_children_that_a_child_leaves_behind_end_with_it(run):
    def leave_children():
        return [start_sleeper() for _ in range(3)]

    for pid in run(leave_children).value:
        assert is_gone(pid)


def test_children_that_hide_in_a_session_of_their_own_end_with_it(run):
    def hide_children():
        return [start_sleeper(hidden=True) for _ in range(3)]

    for pid in run(hide_children).value:
        assert is_gone(pid)


def test_they_end_with_it_when_it_crashes_too(run, tmp_path):
    def leave_and_crash():
        (tmp_path / "pid").write_text(str(start_sleeper(hidden=True)))
        os._exit(1)

    run(leave_and_crash)
    assert is_gone(int((tmp_path / "pid").read_text()))


def test_two_hundred_attempts_leave_no_process_and_no_descriptor(run):
    before = descriptors(), run(of_the_warm_parent).value
    for number in range(200):
        assert run(abs, -number).value == number
    assert (descriptors(), run(of_the_warm_parent).value) == before


def of_the_warm_parent():
    """What a child sees of its parent, which is done with the others by then."""
    parent = psutil.Process(os.getppid())
    return parent.num_fds(), len(parent.children())


def test_a_child_that_kills_the_warm_parent_harms_only_itself(run):
    def kill_the_parent():
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(1000)

    ending = run(kill_the_parent).ending
    assert (ending.end, ending.lost) == ("killed", True)
    assert run(abs, -1).value == 1


def test_a_warm_parent_that_has_died_meanwhile_is_replaced(run):
    run(abs, 1)
    fork_servers.get("real").process.kill()
    fork_servers.get("real").process.wait()
    assert run(abs, -1).value == 1


def test_a_warm_parent_that_died_before_it_was_ready_is_asked_only_once():
    ways = iter([lambda *_: subprocess.Popen(["true"]), None])
    own = ForkServers(lambda world: ForkServer(world, next(ways)))
    with pytest.raises(RuntimeError, match="no child could be started"):
        own.fork("real", Limits())
    own.fork("real", Limits()).close()
    own.close()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_when_the_judge_is_killed_its_children_end(number):
    judge = subprocess.Popen([sys.executable, "-c", JUDGE], stdout=subprocess.PIPE, text=True)
    warm_parent = psutil.Process(int(judge.stdout.readline()))
    family = [warm_parent.pid, *(child.pid for child in warm_parent.children())]
    judge.send_signal(number)
    assert all(is_gone(pid) for pid in family)
    judge.communicate()


def test_when_the_judge_exits_its_warm_parents_end_with_it():
    program = """
from grader.attempt.forkserver_client import fork_servers
print(fork_servers.get('real').process.pid, flush=True)
"""
    done = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, check=True)
    assert not psutil.pid_exists(int(done.stdout))


JUDGE = """
import os, time
from grader.attempt import start
from grader.attempt.messages import value_of

waiting = start("grader.attempt.child.recorded:call", (time.sleep, (1000,), {}), world="real")
telling = start("grader.attempt.child.recorded:call", (os.getppid, (), {}), world="real")
said, _ = telling.messages()
print(value_of(said.value), flush=True)
time.sleep(1000)
"""


def start_sleeper(hidden=False):
    """A process that sleeps: its id, once it is where it wants to be."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        if hidden:
            os.setsid()
        os.write(writing, b"!")
        time.sleep(1000)
        os._exit(0)
    os.read(reading, 1)
    return pid


def is_gone(pid):
    """Whether the process ends, for which we wait as long as it takes."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    ended = bool(poll.poll(PATIENCE))
    os.close(descriptor)
    return ended


def descriptors():
    return psutil.Process().num_fds()
