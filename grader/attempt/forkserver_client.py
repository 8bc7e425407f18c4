"""The judge's side of the fork servers, and of the children that they fork.

A judge has one fork server for each world, which is started when first needed.  A fork server ends
with its judge: at the judge's exit, or when the judge dies, since its end of the control socket then
closes.  If the judge itself forks, the new process starts fork servers of its own.

    judge:  ForkServers ── a ForkServer for each world ──▶ ForkedChild ── bytes, then an EndReport ──▶
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

SILENT_AFTER = 10  # seconds after the attempt's own limit until the judge gives up the fork server
CHUNK = 2**18


class ForkedChild:
    """The judge's connection to a child that a fork server has forked (a `session.Connection`).

    The socket ``talk`` leads to the child; on the socket ``end`` the fork server reports how the child
    ended.  ``give_up`` is called if the fork server has ended or does not answer, and returns what to
    report instead.
    """

    def __init__(
        self,
        talk: socket.socket,
        end: socket.socket,
        wall: float,
        give_up: Callable[[], EndReport],
    ) -> None:
        self.talk, self.end, self.give_up = talk, end, give_up
        self.began = time.monotonic()
        self.deadline = self.began + wall + SILENT_AFTER
        self.ending = protocol.Frames()
        talk.settimeout(wall + SILENT_AFTER)

    def send(self, data: bytes) -> None:
        """Send data to the child; a child that has ended is reported by `receive`, not here."""
        with suppress(OSError):
            self.talk.sendall(data)

    def receive(self) -> Generator[bytes, None, EndReport]:
        """Yield the bytes that the child sends; return the fork server's report of the child's end."""
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
        return self.give_up()

    def _hear(self, selector: selectors.BaseSelector) -> bytes:
        """Return bytes from the child; stop waiting for more if there are none."""
        data = _receive(self.talk)
        if not data:  # the child has closed its socket, but may still run
            selector.unregister(self.talk)
        return data

    def _learn_the_end(self) -> EndReport | None:
        """Return the report of the child's end; None while the report is not complete."""
        data = _receive(self.end)
        if not data:
            return self.give_up()
        try:
            frames = self.ending.feed(data)
            return decode_end(frames[0]) if frames else None
        except protocol.Garbage:  # no fork server of ours has sent this
            return self.give_up()

    def _rest(self) -> Iterator[bytes]:
        """Yield what the child had sent before its end; do not wait, for a stray process may keep the socket open."""
        self.talk.settimeout(0)
        while data := _receive(self.talk):
            yield data

    def alive(self) -> bool:
        """Return True while the fork server has not reported the child's end."""
        poll = select.poll()
        poll.register(self.end, select.POLLIN)
        return not poll.poll(0)

    def kill(self) -> None:
        """Tell the fork server to kill the child."""
        with suppress(OSError):  # the fork server has ended already
            self.end.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Close both sockets; kill a child that still runs, even if a fork of the judge has the sockets, too."""
        self.kill()
        self.talk.close()
        self.end.close()


def _receive(source: socket.socket) -> bytes:
    """Return bytes from the socket; none if the other end is closed or nothing came in time."""
    try:
        return source.recv(CHUNK)
    except OSError:
        return b""


HEAVY = ("grader.verbs.explore", "grader.verbs.record", "grader.verbs.simulate")
SERVING = ("aiohttp", "aiohttp.web", "grader.servers")
"""Modules that take a tenth of a second to import: the fork server imports those that the judge has imported."""

STOP_TIMEOUT = 5  # seconds that a fork server may take to end
SLOW_START = 60  # seconds that a fork server may take to import everything


class ForkServer:
    """The judge's connection to a fork server, which forks a child for each attempt."""

    def __init__(self, world: str, launch: Callable[..., Any] | None = None) -> None:
        self.control, theirs = socket.socketpair()
        self.control.settimeout(SLOW_START)
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115 (open as long as the fork server runs)
        self.lock = threading.Lock()
        with theirs, ExitStack() as unless_started:
            unless_started.callback(self.abandon)
            self.process = (launch or start)(world, theirs, self.errors)
            unless_started.pop_all()
        self.ready = False
        self.forget: Callable[[ForkServer], None] = _forget_nothing

    def fork(self, limits: Limits) -> ForkedChild:
        """Return a new child; raise ConnectionError if the fork server has died."""
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
        return ForkedChild(talk, end, limits.wall, self.give_up)

    def wait_until_ready(self) -> None:
        """Wait until the fork server has imported everything; raise RuntimeError with the reason if it cannot."""
        if not self.ready and not self.control.recv(1):
            self.forget(self)  # so that the next attempt gets a new fork server
            errors = self._errors()
            self.close()
            raise RuntimeError(f"no child could be started:\n{errors}")
        self.ready = True

    def give_up(self) -> Ending:
        """Kill a fork server that has died or does not answer; let no attempt use the fork server again.

        Return the ending that is reported for its child.
        """
        self.forget(self)
        self.process.kill()
        ending = Ending(end="killed", signal="SIGKILL", lost=True, stderr=self._errors())
        self.close()
        return ending

    def _errors(self) -> str:
        """Return what the fork server has printed, once its process has ended."""
        if self.errors.closed:  # another attempt has given up this fork server already
            return ""
        self.process.wait()
        self.errors.seek(0)
        return self.errors.read().decode("utf-8", "replace")

    def close(self) -> None:
        """Let the fork server end, and wait until its process has ended."""
        self.abandon()
        try:
            self.process.wait(STOP_TIMEOUT)
        except subprocess.TimeoutExpired:  # the process has been stopped by a signal
            self.process.kill()
            self.process.wait()

    def abandon(self) -> None:
        """Close this process's end of the control socket, and the file of errors."""
        self.control.close()
        self.errors.close()


def _forget_nothing(_lost: ForkServer) -> None:
    """Do nothing: this fork server is not among any `ForkServers`, which would have to forget it."""


def start(world: str, control: socket.socket, errors: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start a fork server that listens on this socket, outside of any sandbox; return its process."""
    needed = [name for name in HEAVY + SERVING if name in sys.modules]
    return subprocess.Popen(
        command("grader.attempt.forkserver.main:main", str(control.fileno()), world, *needed),
        env=environment(),
        pass_fds=[control.fileno()],
        stdin=subprocess.DEVNULL,
        stdout=errors,
        stderr=errors,
        start_new_session=True,  # so that Ctrl-C in the judge's terminal does not end the fork server
    )


class ForkServers:
    """The fork servers of this process, one for each world; ``make`` starts one for a world."""

    def __init__(
        self, make: Callable[[str], ForkServer] = ForkServer, shown: dict[str, str] | None = None
    ) -> None:
        self.make, self.shown = make, shown or {}  # shown: folder → its path in the sandbox
        self.lock = threading.Lock()
        self.by_world: dict[str, ForkServer] = {}

    def get(self, world: str) -> ForkServer:
        """Return the fork server for this world; start one if there is none."""
        with self.lock:
            if world not in self.by_world:
                self.by_world[world] = self.make(world)
                self.by_world[world].forget = self.drop
            return self.by_world[world]

    def fork(self, world: str, limits: Limits) -> ForkedChild:
        """Return a new child in this world; start another fork server if the present one has died."""
        for _ in range(3):
            server = self.get(world)
            try:
                return server.fork(limits)
            except (ConnectionError, TimeoutError):
                server.give_up()
        raise RuntimeError("the process that starts children dies as soon as it is asked for one")

    def drop(self, lost: ForkServer) -> None:
        """Forget this fork server, so that `get` does not return it again."""
        with self.lock:
            for world in [each for each, server in self.by_world.items() if server is lost]:
                del self.by_world[world]

    def close(self) -> None:
        """End all fork servers of this process."""
        with self.lock:
            while self.by_world:
                self.by_world.popitem()[1].close()

    def leave_to_the_parent(self) -> None:
        """Forget the fork servers and the lock in a fork of the judge: they belong to the parent process."""
        for each in self.by_world.values():
            each.process.returncode = 0  # only the parent may wait for the process
            each.abandon()
        ForkServers.__init__(self)


fork_servers = ForkServers()
atexit.register(fork_servers.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=fork_servers.leave_to_the_parent)
