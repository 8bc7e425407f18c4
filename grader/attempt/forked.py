"""The judge's end of an attempt that runs in a fork of the warm parent."""

import select
import selectors
import socket
import time
from collections.abc import Generator, Iterator
from contextlib import suppress

from grader.attempt import protocol

PATIENCE = 10  # seconds beyond the attempt's own limit until the warm parent counts as lost
CHUNK = 2**18


class Forked:
    """Two sockets: `talk` to the child, and `end`, on which the warm parent tells how it ended."""

    def __init__(self, talk: socket.socket, end: socket.socket, wall: float, lose):
        self.talk, self.end, self.lose = talk, end, lose
        self.began = time.monotonic()
        self.deadline = self.began + wall + PATIENCE
        self.ending = protocol.Frames()
        talk.settimeout(wall + PATIENCE)

    def send(self, data: bytes) -> None:
        """Send to the child; one that has gone tells so by its end, not here."""
        with suppress(OSError):
            self.talk.sendall(data)

    def receive(self) -> Generator[bytes, None, dict]:
        """What the child sends; the generator's value is the warm parent's report of its end."""
        with selectors.DefaultSelector() as selector:
            for each in (self.talk, self.end):
                selector.register(each, selectors.EVENT_READ)
            while ready := selector.select(self.deadline - time.monotonic()):
                sockets = [key.fileobj for key, _ in ready]
                if self.talk in sockets:
                    yield self._hear(selector)
                elif (report := self._learn_the_end()) is not None:
                    yield from self._rest()
                    return report or self.lose()
        return self.lose()

    def _hear(self, selector) -> bytes:
        data = _receive(self.talk)
        if not data:  # the child has closed its end, which need not be its own end
            selector.unregister(self.talk)
        return data

    def _learn_the_end(self) -> dict | None:
        data = _receive(self.end)
        if not data:
            return {}
        frames = self.ending.feed(data)
        return protocol.decode(frames[0]) if frames else None

    def _rest(self) -> Iterator[bytes]:
        """What the child had sent before it ended; a stray process may still hold the other end."""
        self.talk.settimeout(0)
        while data := _receive(self.talk):
            yield data

    def alive(self) -> bool:
        """Whether the warm parent has not told its end yet."""
        poll = select.poll()
        poll.register(self.end, select.POLLIN)
        return not poll.poll(0)

    def kill(self) -> None:
        """Tell the warm parent that nobody wants the child any more."""
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
