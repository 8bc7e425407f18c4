"""The wall around a submission: what there is of the world in there."""

import pytest

from grader import simulate
from grader.attempt import Subject, sandbox

pytestmark = pytest.mark.skipif(not sandbox.works(), reason="no working bubblewrap here")

LOOKING = """
import os, socket

def lists(folder):
    return sorted(os.listdir(folder))

def exists(path):
    return os.path.exists(path)

def writes(path):
    try:
        with open(path, "w") as file:
            file.write("x")
    except OSError as error:
        return error.strerror
    return "written"

def fills(path):
    try:
        with open(path, "wb") as file:
            for _ in range(300):
                file.write(bytes(2**20))
    except OSError as error:
        return error.strerror
    return "there is no end to it"

def connects(host, port):
    try:
        socket.create_connection((host, port), 2).close()
    except OSError as error:
        return type(error).__name__
    return "connected"

def capabilities():
    with open("/proc/self/status") as file:
        return {line.split()[1] for line in file if line.startswith("Cap")}

def kills(number):
    try:
        os.kill(number, 9)
    except OSError as error:
        return type(error).__name__
    return "killed"
"""


@pytest.fixture
def inside():
    """Call a function in the sandbox."""
    with sandbox.enclosed() as session:
        subject = Subject(cells=[("cell 1", LOOKING)], session=session)
        yield lambda name, *args: simulate(subject.handle(name), *args).result


def test_the_course_around_the_package_is_not_there(inside):
    root = str(sandbox.HOME)
    assert set(inside("lists", root)) <= {"grader", ".venv"}
    assert not inside("exists", f"{root}/solutions")
    assert not inside("exists", f"{root}/classroom")


in_tmp = pytest.mark.skipif(
    str(sandbox.HOME).startswith("/tmp/"),
    reason="this checkout lies in /tmp, which the sandbox then shows, read-only",
)


@in_tmp
def test_nothing_can_be_written_but_in_folders_of_its_own(inside):
    read_only = "Read-only file system"
    assert inside("writes", "/x") == inside("writes", "/dev/x") == read_only
    assert inside("writes", f"{sandbox.HOME}/grader/x.py") == read_only
    assert inside("writes", "/tmp/x") == inside("writes", "x") == "written"


@in_tmp
def test_what_one_attempt_has_written_the_next_does_not_find(inside):
    assert inside("writes", "/tmp/x") == "written"
    assert inside("writes", "/dev/shm/x") == "written"
    assert inside("lists", "/tmp") == ["work"]
    assert inside("lists", "/dev/shm") == []


@in_tmp
def test_the_disk_cannot_be_filled(inside):
    assert inside("fills", "/tmp/x") == "No space left on device"
    assert inside("fills", "/dev/shm/x") == "No space left on device"


def test_there_is_no_network(inside):
    assert inside("connects", "192.0.2.1", 80) != "connected"


def test_no_privilege_is_left(inside):
    assert inside("capabilities") == {"0" * 16}


def test_process_one_cannot_be_killed_and_nobody_else_is_there(inside):
    assert inside("kills", 1) in ("PermissionError", "killed")  # the kernel drops the signal
    assert inside("kills", 2) == "ProcessLookupError"
    assert inside("lists", ".") == []


def test_without_bubblewrap_limits_are_what_is_said(monkeypatch):
    monkeypatch.setattr(sandbox, "works", lambda _contents: False)
    with sandbox.enclosed() as session:
        assert session.wall == sandbox.LIMITS
