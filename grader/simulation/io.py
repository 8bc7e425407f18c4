"""Blocking socket calls wait in the scheduler, so that a blocking client and a server of the
same world can talk.  Non-blocking sockets (asyncio's) are left alone.

What is on its way inside the kernel: the clock may not move before it has arrived.

Loopback sockets and a loop's self-pipe deliver at once, nearly always.  Before the clock moves,
whoever waits on sockets gets a short real wait, and a longer one while the kernel says that
bytes have left one end of a connection and not reached the other (trio's issue 456: a clock
that jumps under real I/O makes timeouts fire that never should).

Selectors, and ``select.select``, that wait in virtual time.

Only ``select`` is replaced: it asks the kernel without waiting, and otherwise blocks in the
scheduler, which asks again whenever nothing else can run.
"""

import _socket
import array
import os
import select
import selectors
import socket
import stat

from grader.simulation.locks import deadline_of
from grader.simulation.scheduler import scheduler

try:
    from fcntl import ioctl
    from termios import TIOCOUTQ
except ImportError:  # Windows
    ioctl = None

MOMENT, STALLED, FOREIGN_PIPE_TIMEOUT = 0.0005, 0.05, 60.0  # real seconds


class Poll:
    """What a thread blocked on descriptors is asked: has anything come within ``seconds``?"""

    def __init__(self, select, descriptors):
        self.select, self.descriptors = select, descriptors

    def __call__(self, seconds):
        return bool(self.select(seconds))

    def foreign(self):
        """Whether more than a loop's self-pipe is waited for."""
        return len(self.descriptors()) > 1 or self.another_process()

    def another_process(self):
        """Whether another process is listened to: no virtual timeout may fire meanwhile."""
        return any(is_foreign_pipe(descriptor) for descriptor in self.descriptors())

    def in_flight(self):
        """Whether bytes written to one of the descriptors have not been received yet."""
        return any(unsent(descriptor) for descriptor in self.descriptors())


def is_foreign_pipe(descriptor):
    """Whether it is a pipe whose other end only another process holds."""
    pipe = _pipe(descriptor)
    return pipe is not None and sum(_pipe(other) == pipe for other in _descriptors()) == 1


def _pipe(descriptor):
    """What tells a pipe from others, the same at both ends; None: it is no pipe."""
    try:
        status = os.fstat(descriptor)
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISFIFO(status.st_mode) else None


def _descriptors():
    try:
        return [int(name) for name in os.listdir("/proc/self/fd")]  # noqa: PTH208 (before pathlib)
    except OSError:  # not Linux
        return []


def unsent(descriptor):
    """Whether a TCP socket has bytes that its peer has not acknowledged."""
    if ioctl is None:
        return False
    pending = array.array("i", [0])
    try:
        ioctl(descriptor, TIOCOUTQ, pending)
    except OSError:
        return False
    return pending[0] > 0


def wait_for_io(pollers):
    """Wait, in real time, for what is on its way; whether anything has come."""
    polls = [thread.poll for thread in pollers if thread.poll.foreign()]
    if any(poll(MOMENT) for poll in polls):
        return True
    if any(poll.another_process() for poll in polls):
        return any(poll(FOREIGN_PIPE_TIMEOUT) for poll in polls)
    flying = [poll for poll in polls if poll.in_flight()]
    return any(poll(STALLED) for poll in flying)


def install_wait_for_io():
    """Ask before every move of the clock."""
    scheduler.wait_for_io = wait_for_io


NAMES = ("SelectSelector", "PollSelector", "EpollSelector", "DevpollSelector", "KqueueSelector")


def virtual(genuine):
    """A ``select`` that waits in virtual time, made of one that waits for real."""

    def select(self, timeout=None):
        found = genuine(self, 0)
        if found or (timeout is not None and timeout <= 0):
            scheduler.came += bool(found)
            return found
        poll = Poll(lambda seconds: genuine(self, seconds), lambda: list(self.get_map() or ()))
        _block("select", timeout, poll)
        return genuine(self, 0)

    return select


def virtual_function(genuine):
    """``select.select`` that waits in virtual time: with no files at all, it only sleeps."""

    def select(reads, writes, errors, timeout=None, /):
        files = [list(each) for each in (reads, writes, errors)]
        found = genuine(*files, 0)
        if any(found) or (timeout is not None and timeout <= 0):
            return found
        poll = Poll(lambda seconds: any(genuine(*files, seconds)), lambda: _numbers(files))
        _block("select.select", timeout, poll)
        return genuine(*files, 0)

    return select


def _block(why, timeout, poll):
    deadline = None if timeout is None else scheduler.now + round(timeout * 1e9)
    scheduler.block(None, deadline, why, poll=poll)


def _numbers(files):
    """Their descriptors."""
    every = {file for kind in files for file in kind}
    return [file if isinstance(file, int) else file.fileno() for file in every]


def install_selectors():
    """Replace ``select`` of every kind of selector that this platform has."""
    select.select = virtual_function(select.select)
    for name in NAMES:
        if hasattr(selectors, name):
            cls = getattr(selectors, name)
            cls.select = virtual(cls.select)


READING = ("recv", "recv_into", "recvfrom", "recvfrom_into", "recvmsg")
WRITING = ("send", "sendto", "sendmsg")


class _SocketPoll(Poll):
    def foreign(self):
        return True


def wait_until(sock, reading):
    """Block until a socket is readable (or writable), or its own timeout is over."""
    if sock.gettimeout() == 0 or _ready(sock, reading)(0):
        return
    poll = _SocketPoll(_ready(sock, reading), lambda: [sock.fileno()])
    why = f"socket.{'recv' if reading else 'send'}"
    if not scheduler.block(None, deadline_of(sock.gettimeout()), why, poll=poll):
        raise TimeoutError("timed out")


def _ready(sock, reading):
    def ask(seconds):
        if sock.fileno() < 0:
            return True
        wanted = [sock]
        found = _select(wanted if reading else [], [] if reading else wanted, wanted, seconds)
        return any(found)

    return ask


_select = select.select


def _waiting(name, reading):
    original = getattr(_socket.socket, name)

    def method(self, *args):
        wait_until(self, reading)
        return original(self, *args)

    method.__name__ = name
    return method


def _accept(self):
    wait_until(self, reading=True)
    return _genuine_accept(self)


def _sendall(self, data, *flags):
    rest = memoryview(data).cast("B")
    while rest:
        rest = rest[self.send(rest, *flags) :]


_genuine_accept = socket.socket.accept


def install_sockets():
    """Replace the calls of ``socket.socket`` that would block in C."""
    for name in READING + WRITING:
        if hasattr(_socket.socket, name):
            setattr(socket.socket, name, _waiting(name, name in READING))
    socket.socket.accept = _accept
    socket.socket.sendall = _sendall
