"""Blocking socket calls wait in the scheduler, so that a blocking client and a server of the
same world can talk.  Non-blocking sockets (asyncio's) are left alone.
"""

import _socket
import select
import socket

from grader.simulation.kernel import Poll
from grader.simulation.locks import deadline_of
from grader.simulation.scheduler import scheduler

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


def install():
    """Replace the calls of ``socket.socket`` that would block in C."""
    for name in READING + WRITING:
        if hasattr(_socket.socket, name):
            setattr(socket.socket, name, _waiting(name, name in READING))
    socket.socket.accept = _accept
    socket.socket.sendall = _sendall
