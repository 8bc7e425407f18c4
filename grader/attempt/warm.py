"""The judge's side of the warm parent: one for each world and judge, started when first needed.

It ends with the judge: at exit, or when the judge dies, since the control socket closes with it.
A judge that forks leaves its warm parents behind and starts its own.
"""

import atexit
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from grader.attempt import protocol
from grader.attempt.command import command, environment
from grader.attempt.endings import SILENT, ending
from grader.attempt.forked import Forked
from grader.attempt.limits import Limits

HEAVY = ("grader.verbs.explore", "grader.verbs.record", "grader.verbs.simulate")
SERVING = ("aiohttp", "aiohttp.web", "grader.servers")
"""A tenth of a second in every child; once, if the judge has imported them, too."""
PATIENCE = 5  # seconds that a warm parent may take to go
SLOW_START = 60  # … and to import everything
LOST = {
    **ending(-9, late=False, unwanted=False, used_up=False),
    **SILENT,
    "lost": True,
}


class Warm:
    """A warm parent, which forks a child for each attempt."""

    def __init__(self, world: str, launch: Callable[..., Any] | None = None):
        self.control, theirs = socket.socketpair()
        self.control.settimeout(SLOW_START)
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115 (as long as the warm parent)
        self.lock = threading.Lock()
        with theirs:
            self.process = (launch or start)(world, theirs, self.errors)
        self.ready = False

    def fork(self, limits: Limits) -> Forked:
        """Ask for a child; ConnectionError when the warm parent has died."""
        talk, their_talk = socket.socketpair()
        end, their_end = socket.socketpair()
        request = protocol.REQUEST.pack(limits.wall, limits.cpu, limits.output)
        with self.lock, their_talk, their_end:
            self.wait_until_ready()
            descriptors = [their_talk.fileno(), their_end.fileno()]
            socket.send_fds(self.control, [request], descriptors)
        return Forked(talk, end, limits.wall, self.lose)

    def wait_until_ready(self) -> None:
        """Until it has imported everything; RuntimeError with its reason when it could not."""
        if not self.ready and not self.control.recv(1):
            current().drop(self)  # who asks again may get one that lives
            raise RuntimeError(f"no child could be started:\n{self._errors()}")
        self.ready = True

    def lose(self) -> dict:
        """It has died, or does not answer: let nobody ask it again.  What to report instead."""
        current().drop(self)
        self.process.kill()
        report = LOST | {"stderr": self._errors()}
        self.close()
        return report

    def _errors(self) -> str:
        if self.errors.closed:  # another attempt has lost it as well
            return ""
        self.process.wait()
        self.errors.seek(0)
        return self.errors.read().decode("utf-8", "replace")

    def close(self) -> None:
        """Let it go, and wait until it has gone."""
        self.abandon()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:  # somebody has stopped it
            self.process.kill()
            self.process.wait()

    def abandon(self) -> None:
        """Close this process's end of everything."""
        self.control.close()
        self.errors.close()


def start(world: str, control: socket.socket, errors) -> subprocess.Popen:
    """A warm parent that listens on this socket, outside of any sandbox."""
    needed = [name for name in HEAVY + SERVING if name in sys.modules]
    return subprocess.Popen(
        command("zygote", str(control.fileno()), world, *needed),
        env=environment(),
        pass_fds=[control.fileno()],
        stdin=subprocess.DEVNULL,
        stdout=errors,
        stderr=errors,
        start_new_session=True,  # Ctrl-C in the judge's terminal is not for it
    )


class Parents:
    """The warm parents of this process, by world."""

    def __init__(self, make: Callable[[str], Warm] = Warm, shown: dict[str, str] | None = None):
        self.make, self.shown = make, shown or {}  # folders, and where they are in the sandbox
        self.lock, self.by_world = threading.Lock(), {}

    def get(self, world: str) -> Warm:
        """The one for this world, started if need be."""
        with self.lock:
            if world not in self.by_world:
                self.by_world[world] = self.make(world)
            return self.by_world[world]

    def drop(self, lost: Warm) -> None:
        """Let nobody ask this one again."""
        with self.lock:
            for world in [each for each, parent in self.by_world.items() if parent is lost]:
                del self.by_world[world]

    def close(self) -> None:
        """End all of them."""
        with self.lock:
            while self.by_world:
                self.by_world.popitem()[1].close()

    def leave_to_the_parent(self) -> None:
        """Called in a fork of the judge: these are its parent's, and so is the lock."""
        for each in self.by_world.values():
            each.process.returncode = 0  # not ours to wait for
            each.abandon()
        self.__init__()


parents = Parents()
atexit.register(parents.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=parents.leave_to_the_parent)


_of_thread = threading.local()


def current() -> Parents:
    """The warm parents that this thread's attempts come from."""
    return getattr(_of_thread, "parents", parents)


@contextmanager
def using(own: Parents) -> Iterator[None]:
    """Take this thread's attempts from other warm parents while the block lasts."""
    _of_thread.parents = own
    try:
        yield
    finally:
        del _of_thread.parents


def fork(world: str, limits: Limits) -> Forked:
    """A new child in this world; a warm parent that has died is replaced."""
    for _ in range(3):
        parent = current().get(world)
        try:
            return parent.fork(limits)
        except (ConnectionError, TimeoutError):
            parent.lose()
    raise RuntimeError("the process that starts children dies as soon as it is asked for one")
