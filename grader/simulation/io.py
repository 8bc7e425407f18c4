"""Selectors and blocking sockets that wait in virtual time, for I/O that is real.

Only ``select`` is replaced in selectors: it asks the kernel without waiting, and otherwise blocks in
the scheduler, which asks again whenever nothing else can run.  Blocking socket calls wait in the
scheduler, too, so that a blocking client and a server of the same world can talk.  Non-blocking
sockets (asyncio's) are left alone.

The clock may not move while something is on its way inside the kernel.  Loopback sockets and a loop's
self-pipe deliver at once, nearly always.  Before the clock moves, threads that wait on sockets
get a short real wait, and a longer one while the kernel says that bytes have left one end of a
connection and not reached the other (trio's issue 456: a clock that jumps under real I/O makes
timeouts fire that never should).
"""

from __future__ import annotations

import _socket
import array
import os
import select
import selectors
import socket
import stat
from collections.abc import Callable, Iterable
from typing import Any

from grader.simulation.locks import deadline_of
from grader.simulation.scheduler import scheduler
from grader.simulation.thread import SimThread

try:
    from fcntl import ioctl
    from termios import TIOCOUTQ
except ImportError:  # Windows
    ioctl = None  # type: ignore[assignment]

ON_ITS_WAY = 0.0005
"""Real seconds within which what a process has sent to itself arrives."""
STALLED = 0.05
"""Real seconds to wait while bytes are in flight."""
FOREIGN_PIPE_TIMEOUT = 60.0
"""Real seconds to wait for another process."""
SELECTORS = ("SelectSelector", "PollSelector", "EpollSelector", "DevpollSelector", "KqueueSelector")
READING = ("recv", "recv_into", "recvfrom", "recvfrom_into", "recvmsg")
WRITING = ("send", "sendto", "sendmsg")

_select = select.select
_genuine_accept = socket.socket.accept


class Poll:
    """What a thread blocked on descriptors is asked: has anything come within some real seconds?"""

    def __init__(
        self, select: Callable[[float], object], descriptors: Callable[[], Iterable[int]]
    ) -> None:
        self.select, self.descriptors = select, descriptors

    def __call__(self, seconds: float) -> bool:
        return bool(self.select(seconds))

    def foreign(self) -> bool:
        """Return True if more than a loop's self-pipe is waited for."""
        return len(list(self.descriptors())) > 1 or self.another_process()

    def another_process(self) -> bool:
        """Return True if another process is listened to: no virtual timeout may fire meanwhile."""
        return any(is_foreign_pipe(descriptor) for descriptor in self.descriptors())

    def in_flight(self) -> bool:
        """Return True if bytes written to one of the descriptors have not been received yet."""
        return any(has_unsent_bytes(descriptor) for descriptor in self.descriptors())


class _SocketPoll(Poll):
    def foreign(self) -> bool:
        return True


def install_selectors() -> None:
    """Replace ``select`` of every kind of selector that this platform has."""
    select.select = _virtual_function(select.select)
    for name in SELECTORS:
        if hasattr(selectors, name):
            cls = getattr(selectors, name)
            cls.select = _virtual(cls.select)


def install_sockets() -> None:
    """Replace the calls of ``socket.socket`` that would block in C."""
    replaced: Any = socket.socket
    for name in READING + WRITING:
        if hasattr(_socket.socket, name):
            setattr(replaced, name, _waiting(name, name in READING))
    replaced.accept, replaced.sendall = _accept, _sendall


def install_wait_for_io() -> None:
    """Wait for I/O before every move of the clock."""
    scheduler.wait_for_io_with(wait_for_io)


def wait_for_io(pollers: list[SimThread]) -> bool:
    """Wait, in real time, for what is on its way; return True if anything has come."""
    waited_for = [thread.poll for thread in pollers if thread.poll is not None]
    polls = [poll for poll in waited_for if poll.foreign()]
    if any(poll(ON_ITS_WAY) for poll in polls):
        return True
    if any(poll.another_process() for poll in polls):
        return any(poll(FOREIGN_PIPE_TIMEOUT) for poll in polls)
    flying = [poll for poll in polls if poll.in_flight()]
    return any(poll(STALLED) for poll in flying)


def wait_until(sock: socket.socket, reading: bool) -> None:
    """Block until a socket is readable (or writable), or its own timeout is over."""
    if sock.gettimeout() == 0 or _ready(sock, reading)(0):
        return
    poll = _SocketPoll(_ready(sock, reading), lambda: [sock.fileno()])
    why = f"socket.{'recv' if reading else 'send'}"
    if not scheduler.block(None, deadline_of(sock.gettimeout()), why, poll=poll):
        raise TimeoutError("timed out")


def is_foreign_pipe(descriptor: int) -> bool:
    """Return True for a pipe whose other end only another process holds."""
    pipe = _pipe(descriptor)
    return pipe is not None and sum(_pipe(other) == pipe for other in _descriptors()) == 1


def has_unsent_bytes(descriptor: int) -> bool:
    """Return True for a TCP socket with bytes that its peer has not acknowledged."""
    if ioctl is None:
        return False
    pending = array.array("i", [0])
    try:
        ioctl(descriptor, TIOCOUTQ, pending)
    except OSError:
        return False
    return pending[0] > 0


def _pipe(descriptor: int) -> tuple[int, int] | None:
    """Return what tells a pipe from others, the same at both ends; None if it is no pipe."""
    try:
        status = os.fstat(descriptor)
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISFIFO(status.st_mode) else None


def _descriptors() -> list[int]:
    try:
        return [int(name) for name in os.listdir("/proc/self/fd")]  # noqa: PTH208 (before pathlib)
    except OSError:  # not Linux
        return []


# -- selectors -------------------------------------------------------------------------------


def _virtual(genuine: Callable[..., Any]) -> Callable[..., Any]:
    """Return a selector's ``select`` that waits in virtual time, made of one that waits for real."""

    def select(self: Any, timeout: float | None = None) -> Any:
        found = genuine(self, 0)
        if found or (timeout is not None and timeout <= 0):
            scheduler.came += bool(found)
            return found
        poll = Poll(lambda seconds: genuine(self, seconds), lambda: list(self.get_map() or ()))
        _block("select", timeout, poll)
        return genuine(self, 0)

    return select


def _virtual_function(genuine: Callable[..., Any]) -> Callable[..., Any]:
    """Return a ``select.select`` that waits in virtual time: with no files at all, it only sleeps."""

    def select(reads: Any, writes: Any, errors: Any, timeout: float | None = None, /) -> Any:
        files = [list(each) for each in (reads, writes, errors)]
        found = genuine(*files, 0)
        if any(found) or (timeout is not None and timeout <= 0):
            return found
        poll = Poll(lambda seconds: any(genuine(*files, seconds)), lambda: _numbers(files))
        _block("select.select", timeout, poll)
        return genuine(*files, 0)

    return select


def _block(why: str, timeout: float | None, poll: Poll) -> None:
    deadline = None if timeout is None else scheduler.now + round(timeout * 1e9)
    scheduler.block(None, deadline, why, poll=poll)


def _numbers(files: list[list[Any]]) -> list[int]:
    """Return the descriptors of files or of descriptors."""
    every = {file for kind in files for file in kind}
    return [file if isinstance(file, int) else file.fileno() for file in every]


# -- sockets ---------------------------------------------------------------------------------


def _ready(sock: socket.socket, reading: bool) -> Callable[[float], bool]:
    def ask(seconds: float) -> bool:
        if sock.fileno() < 0:
            return True
        wanted = [sock]
        found = _select(wanted if reading else [], [] if reading else wanted, wanted, seconds)
        return any(found)

    return ask


def _waiting(name: str, reading: bool) -> Callable[..., Any]:
    original = getattr(_socket.socket, name)

    def method(self: Any, *args: Any) -> Any:
        wait_until(self, reading)
        return original(self, *args)

    method.__name__ = name
    return method


def _accept(self: Any) -> tuple[socket.socket, Any]:
    wait_until(self, reading=True)
    return _genuine_accept(self)


def _sendall(self: Any, data: Any, *flags: int) -> None:
    rest = memoryview(data).cast("B")
    while rest:
        rest = rest[self.send(rest, *flags) :]
