"""Frames on a descriptor: four bytes of length, then JSON or bytes.

Frames go over a descriptor of their own, never over 0, 1 or 2, so that nothing a learner's
program prints or reads gets in between.  The judge trusts none: a length beyond the limit, a body
without its seal or one that `messages.decode` does not know is `Garbage`.
"""

import _thread
import json
import os
import struct

HEADER = struct.Struct("!I")
REQUEST = struct.Struct("!dIQ")  # to the fork server: wall seconds, CPU seconds, output bytes
LARGEST = 64 * 2**20
CHUNK = 2**16

_allocate_lock = _thread.allocate_lock


class Garbage(ValueError):
    """Bytes that are no frame."""


class Frames:
    """Takes bytes as they come and gives frames as they are complete."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """The frames that `data` completes."""
        self._waiting += data
        frames = []
        while (end := self._end()) is not None:
            frames.append(bytes(self._waiting[HEADER.size : end]))
            del self._waiting[:end]
        return frames

    def _end(self) -> int | None:
        if len(self._waiting) < HEADER.size:
            return None
        end = HEADER.size + HEADER.unpack_from(self._waiting)[0]
        if end > LARGEST:
            raise Garbage(f"a frame of {end} bytes")
        return end if len(self._waiting) >= end else None


def frame(body: bytes) -> bytes:
    """The body with its length in front."""
    return HEADER.pack(len(body)) + body


def encode(message: dict) -> bytes:
    """A message as a frame."""
    return frame(json.dumps(message, separators=(",", ":")).encode())


def decode(body: bytes) -> dict:
    """The message in a frame's body; `Garbage` for anything that is not a JSON object."""
    try:
        message = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Garbage(str(error)) from None
    if type(message) is not dict:
        raise Garbage(f"a message of type {type(message).__name__}")
    return message


def opened(body: bytes, seal: str) -> bytes:
    """Return what follows the seal; raise `Garbage` where a body does not begin with it.

    Whoever writes to a descriptor that is not his, by accident or not, does not know the seal.
    """
    if not body.startswith(seal.encode()):
        raise Garbage("a message without its seal")
    return body[len(seal) :]


def utf8(message: dict) -> bytes:
    """Return a message as JSON in UTF-8; half a surrogate pair, which has no code there, is spelled out."""
    text = json.dumps(message, separators=(",", ":"), ensure_ascii=False)
    try:
        return text.encode()
    except UnicodeEncodeError:
        return "".join(map(_spelled_out, text)).encode()


def _spelled_out(letter: str) -> str:
    return f"\\\\u{ord(letter):04x}" if "\ud800" <= letter <= "\udfff" else letter


def named(name: str):
    """Return the function that a "module:function" names: so the judge speaks of the child's."""
    from importlib import import_module

    module, _, function = name.partition(":")
    return getattr(import_module(module), function)


def call(name: str, *args):
    """Call a function by its name: what the judge pickles of a function that only the child has."""
    return named(name)(*args)


def write_all(descriptor: int, data: bytes) -> None:
    """Write every byte, however many calls it takes."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def read_frame(descriptor: int) -> bytes | None:
    """The next frame's body, or None when the other side has gone."""
    head = _read_exactly(descriptor, HEADER.size)
    return None if head is None else _read_exactly(descriptor, HEADER.unpack(head)[0])


def _read_exactly(descriptor: int, size: int) -> bytes | None:
    data = bytearray()
    while len(data) < size:
        piece = os.read(descriptor, min(size - len(data), CHUNK))
        if not piece:
            return None
        data += piece
    return bytes(data)


class Channel:
    """The child's end of the conversation with the judge."""

    def __init__(self, reading: int, writing: int, lock=None):
        self.reading, self.writing = reading, writing
        self._lock = lock or _allocate_lock()
        self._muted, self.seal = False, ""

    def send(self, message: dict) -> None:
        """Send one message; any thread may."""
        if self._muted:
            return
        data = frame(self.seal.encode() + utf8(message))
        with self._lock:
            write_all(self.writing, data)

    def receive(self) -> dict | None:
        """The judge's next message, or None when the judge has gone."""
        body = read_frame(self.reading)
        return None if body is None else decode(body)

    def mute(self) -> None:
        """Say nothing any more: a fork has inherited the channel, and maybe the way back to it."""
        self._muted = True

    def finish_for_now(self) -> None:
        """Say that this was all, and that the process could do another attempt."""
        self.send({"type": "finished", "fit": True})

    def finish(self, message: dict | None = None):
        """Send a last message, if any, and end the process at once, whatever still runs in it."""
        if message is not None:
            self.send(message)
        self.send({"type": "finished"})
        os._exit(0)
