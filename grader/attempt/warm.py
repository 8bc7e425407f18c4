"""The judge's side of the warm parent: one for each world and judge, started when first needed.

It ends with the judge: at exit, or when the judge dies, since the control socket closes with it.
A judge that forks leaves its warm parents behind and starts its own.
"""

import atexit
import os
import socket
import subprocess
import tempfile
import threading

from grader.attempt import protocol
from grader.attempt.command import command, environment
from grader.attempt.forked import Forked
from grader.attempt.limits import Limits


class Warm:
    """A warm parent, which forks a child for each attempt."""

    def __init__(self, world: str):
        self.control, theirs = socket.socketpair()
        self.errors = tempfile.TemporaryFile()
        self.lock = threading.Lock()
        self.process = subprocess.Popen(
            command("zygote", str(theirs.fileno()), world),
            env=environment(),
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=self.errors,
            stderr=self.errors,
            start_new_session=True,  # Ctrl-C in the judge's terminal is not for it
        )
        theirs.close()
        self.ready = False

    def fork(self, limits: Limits) -> Forked:
        """Ask for a child; ConnectionError when the warm parent has died."""
        talk, their_talk = socket.socketpair()
        end, their_end = socket.socketpair()
        request = protocol.REQUEST.pack(limits.wall, limits.cpu, limits.output)
        with self.lock, their_talk, their_end:
            self._wait_until_ready()
            descriptors = [their_talk.fileno(), their_end.fileno()]
            socket.send_fds(self.control, [request], descriptors)
        return Forked(talk, end, limits.wall, self.lose)

    def _wait_until_ready(self) -> None:
        if not self.ready and not self.control.recv(1):
            self.process.wait()
            self.errors.seek(0)
            raise RuntimeError(f"no child could be started:\n{self.errors.read().decode()}")
        self.ready = True

    def lose(self) -> None:
        """It has died, or does not answer: let nobody ask it again."""
        with _lock:
            for world in [world for world, parent in _parents.items() if parent is self]:
                del _parents[world]
        self.process.kill()
        self.close()

    def close(self) -> None:
        """Let it go, and wait until it has gone."""
        self.abandon()
        self.process.wait()

    def abandon(self) -> None:
        """Close this process's end of everything."""
        self.control.close()
        self.errors.close()


_parents: dict[str, Warm] = {}
_lock = threading.Lock()


def fork(world: str, limits: Limits) -> Forked:
    """A new child in this world; a warm parent that has died is replaced."""
    for _ in range(3):
        parent = _parent(world)
        try:
            return parent.fork(limits)
        except (ConnectionError, TimeoutError):
            parent.lose()
    raise RuntimeError("the process that starts children dies as soon as it is asked for one")


def _parent(world: str) -> Warm:
    with _lock:
        if world not in _parents:
            _parents[world] = Warm(world)
        return _parents[world]


def close_all() -> None:
    """End every warm parent of this process."""
    with _lock:
        while _parents:
            _parents.popitem()[1].close()


def _forget_those_of_the_parent() -> None:
    global _lock
    _lock = threading.Lock()
    for parent in _parents.values():
        parent.process.returncode = 0  # not ours to wait for
        parent.abandon()
    _parents.clear()


atexit.register(close_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_those_of_the_parent)
