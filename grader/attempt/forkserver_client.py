"""The judge's side of the fork server, and of the children that it forks.

There is one for each world and judge, started when first needed.  It ends with the judge: at
exit, or when the judge dies, since the control socket closes with it.  A judge that forks leaves
its fork servers behind and starts its own.
"""

import atexit
import os
import select
import selectors
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, suppress
from typing import IO, Any

from grader.attempt import protocol
from grader.attempt.limits import Limits
from grader.attempt.messages import Ending, EndReport, decode_end
from grader.attempt.spawn import command, environment

LOST_AFTER = 10  # seconds beyond the attempt's own limit until the fork server counts as lost
CHUNK = 2**18


class ForkedChild:
    """Two sockets: `talk` to the child, and `end`, on which the fork server tells how it ended."""

    def __init__(
        self,
        talk: socket.socket,
        end: socket.socket,
        wall: float,
        lose: Callable[[], EndReport],
    ) -> None:
        self.talk, self.end, self.lose = talk, end, lose
        self.began = time.monotonic()
        self.deadline = self.began + wall + LOST_AFTER
        self.ending = protocol.Frames()
        talk.settimeout(wall + LOST_AFTER)

    def send(self, data: bytes) -> None:
        """Send to the child; one that has gone tells so by its end, not here."""
        with suppress(OSError):
            self.talk.sendall(data)

    def receive(self) -> Generator[bytes, None, EndReport]:
        """What the child sends; the generator's value is the fork server's report of its end."""
        with selectors.DefaultSelector() as selector:
            for each in (self.talk, self.end):
                selector.register(each, selectors.EVENT_READ)
            while ready := selector.select(self.deadline - time.monotonic()):
                sockets = [key.fileobj for key, _ in ready]
                if self.talk in sockets:
                    yield self._hear(selector)
                elif (report := self._learn_the_end()) is not None:
                    yield from self._rest()
                    return report
        return self.lose()

    def _hear(self, selector: selectors.BaseSelector) -> bytes:
        data = _receive(self.talk)
        if not data:  # the child has closed its end, which need not be its own end
            selector.unregister(self.talk)
        return data

    def _learn_the_end(self) -> EndReport | None:
        """Return the report of the child's end; None while it is not complete."""
        data = _receive(self.end)
        if not data:
            return self.lose()
        try:
            frames = self.ending.feed(data)
            return decode_end(frames[0]) if frames else None
        except protocol.Garbage:  # it has not come from a fork server of ours
            return self.lose()

    def _rest(self) -> Iterator[bytes]:
        """What the child had sent before it ended; a stray process may still hold the other end."""
        self.talk.settimeout(0)
        while data := _receive(self.talk):
            yield data

    def alive(self) -> bool:
        """Whether the fork server has not told its end yet."""
        poll = select.poll()
        poll.register(self.end, select.POLLIN)
        return not poll.poll(0)

    def kill(self) -> None:
        """Tell the fork server that nobody wants the child any more."""
        with suppress(OSError):  # it has gone already
            self.end.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Close both; a child that still runs is killed, also when a fork of us holds the socket."""
        self.kill()
        self.talk.close()
        self.end.close()


def _receive(source: socket.socket) -> bytes:
    try:
        return source.recv(CHUNK)
    except OSError:
        return b""


HEAVY = ("grader.verbs.explore", "grader.verbs.record", "grader.verbs.simulate")
SERVING = ("aiohttp", "aiohttp.web", "grader.servers")
"""A tenth of a second in every child; once, if the judge has imported them, too."""
STOP_TIMEOUT = 5  # seconds that a fork server may take to go
SLOW_START = 60  # … and to import everything


class ForkServer:
    """A fork server, which forks a child for each attempt."""

    def __init__(self, world: str, launch: Callable[..., Any] | None = None) -> None:
        self.control, theirs = socket.socketpair()
        self.control.settimeout(SLOW_START)
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115 (as long as the fork server)
        self.lock = threading.Lock()
        with theirs, ExitStack() as unless_started:
            unless_started.callback(self.abandon)
            self.process = (launch or start)(world, theirs, self.errors)
            unless_started.pop_all()
        self.ready, self.forget = False, _forget_nothing

    def fork(self, limits: Limits) -> ForkedChild:
        """Ask for a child; ConnectionError when the fork server has died."""
        talk, their_talk = socket.socketpair()
        end, their_end = socket.socketpair()
        request = protocol.REQUEST.pack(limits.wall, limits.cpu, limits.output)
        with self.lock, their_talk, their_end, ExitStack() as unless_sent:
            unless_sent.callback(talk.close)
            unless_sent.callback(end.close)
            self.wait_until_ready()
            descriptors = [their_talk.fileno(), their_end.fileno()]
            socket.send_fds(self.control, [request], descriptors)
            unless_sent.pop_all()
        return ForkedChild(talk, end, limits.wall, self.lose)

    def wait_until_ready(self) -> None:
        """Until it has imported everything; RuntimeError with its reason when it could not."""
        if not self.ready and not self.control.recv(1):
            self.forget(self)  # who asks again may get one that lives
            errors = self._errors()
            self.close()
            raise RuntimeError(f"no child could be started:\n{errors}")
        self.ready = True

    def lose(self) -> Ending:
        """It has died, or does not answer: let nobody ask it again.  Return what to report instead."""
        self.forget(self)
        self.process.kill()
        ending = Ending(end="killed", signal="SIGKILL", lost=True, stderr=self._errors())
        self.close()
        return ending

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
            self.process.wait(STOP_TIMEOUT)
        except subprocess.TimeoutExpired:  # somebody has stopped it
            self.process.kill()
            self.process.wait()

    def abandon(self) -> None:
        """Close this process's end of everything."""
        self.control.close()
        self.errors.close()


def _forget_nothing(_lost: ForkServer) -> None:
    """Do nothing: a fork server that is not among the `ForkServers` is known to nobody else."""


def start(world: str, control: socket.socket, errors: IO[bytes]) -> subprocess.Popen[bytes]:
    """A fork server that listens on this socket, outside of any sandbox."""
    needed = [name for name in HEAVY + SERVING if name in sys.modules]
    return subprocess.Popen(
        command("grader.attempt.forkserver.main:main", str(control.fileno()), world, *needed),
        env=environment(),
        pass_fds=[control.fileno()],
        stdin=subprocess.DEVNULL,
        stdout=errors,
        stderr=errors,
        start_new_session=True,  # Ctrl-C in the judge's terminal is not for it
    )


class ForkServers:
    """The fork servers of this process, by world."""

    def __init__(
        self, make: Callable[[str], ForkServer] = ForkServer, shown: dict[str, str] | None = None
    ) -> None:
        self.make, self.shown = make, shown or {}  # folders, and where they are in the sandbox
        self.lock = threading.Lock()
        self.by_world: dict[str, ForkServer] = {}

    def get(self, world: str) -> ForkServer:
        """The one for this world, started if need be."""
        with self.lock:
            if world not in self.by_world:
                self.by_world[world] = self.make(world)
                self.by_world[world].forget = self.drop
            return self.by_world[world]

    def fork(self, world: str, limits: Limits) -> ForkedChild:
        """Return a new child in this world; a fork server that has died is replaced."""
        for _ in range(3):
            server = self.get(world)
            try:
                return server.fork(limits)
            except (ConnectionError, TimeoutError):
                server.lose()
        raise RuntimeError("the process that starts children dies as soon as it is asked for one")

    def drop(self, lost: ForkServer) -> None:
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


fork_servers = ForkServers()
atexit.register(fork_servers.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=fork_servers.leave_to_the_parent)
