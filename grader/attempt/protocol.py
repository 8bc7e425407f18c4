"""Frames on a descriptor: four bytes of length, then JSON or bytes.

Frames go over a descriptor of their own, never over 0, 1 or 2, so that nothing a learner's
program prints or reads gets in between.  The judge does not trust what it reads: a length beyond the
limit, a body without the attempt's seal or one that `messages.decode` does not know raises `Garbage`.

    judge → child         setup (JSON), payload (a pickle), requests (JSON)
    child → judge         seal and message (JSON)
    fork server → judge   how the child ended (JSON)
"""

import _thread
import json
import os
import struct
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, NoReturn

HEADER = struct.Struct("!I")
REQUEST = struct.Struct("!dIQ")  # to the fork server: wall seconds, CPU seconds, output bytes
LARGEST = 64 * 2**20  # bytes of a frame, its header included
CHUNK = 2**16  # bytes read at once
_allocate_lock = _thread.allocate_lock


class Garbage(ValueError):
    """Raised for bytes that are not a frame, or not a message."""


class Frames:
    """Cuts a stream of bytes into frames."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """Add bytes to the stream; return the bodies of the frames that are complete now."""
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
    """Return the body with its length in front."""
    return HEADER.pack(len(body)) + body


def encode(message: dict[str, Any]) -> bytes:
    """Return a message as a frame."""
    return frame(json.dumps(message, separators=(",", ":")).encode())


def decode(body: bytes) -> dict[str, Any]:
    """Return the message in a frame's body; raise `Garbage` for anything that is not a JSON object."""
    try:
        message = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Garbage(str(error)) from None
    if type(message) is not dict:
        raise Garbage(f"a message of type {type(message).__name__}")
    return message


def opened(body: bytes, seal: str) -> bytes:
    """Return what follows the seal; raise `Garbage` where a body does not begin with it.

    Code that writes to the descriptor, by accident or not, does not know the seal of the attempt.
    """
    if not body.startswith(seal.encode()):
        raise Garbage("a message without its seal")
    return body[len(seal) :]


def utf8(message: dict[str, Any]) -> bytes:
    """Return a message as JSON in UTF-8; half a surrogate pair, which has no code there, is spelled out."""
    text = json.dumps(message, separators=(",", ":"), ensure_ascii=False)
    try:
        return text.encode()
    except UnicodeEncodeError:
        return "".join(map(_spelled_out, text)).encode()


def named(name: str) -> Callable[..., Any]:
    """Return the function of that name, "module:function": the judge names functions that only the child imports."""
    from importlib import import_module

    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found


def call(name: str, *args: Any) -> Any:
    """Call a function by its name; the judge pickles such calls of functions that only the child imports."""
    return named(name)(*args)


def write_all(descriptor: int, data: bytes) -> None:
    """Write every byte, however many calls it takes."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def read_frame(descriptor: int) -> bytes | None:
    """Return the next frame's body, or None when the other side has gone."""
    head = _read_exactly(descriptor, HEADER.size)
    return None if head is None else _read_exactly(descriptor, HEADER.unpack(head)[0])


class Channel:
    """The child's end of the conversation with the judge."""

    def __init__(
        self, reading: int, writing: int, lock: AbstractContextManager[Any] | None = None
    ) -> None:
        self.reading, self.writing = reading, writing
        self._lock = lock or _allocate_lock()
        self._disabled, self.seal = False, ""

    def send(self, message: dict[str, Any]) -> None:
        """Send one message; any thread may call this."""
        if self._disabled:
            return
        data = frame(self.seal.encode() + utf8(message))
        with self._lock:
            write_all(self.writing, data)

    def receive(self) -> dict[str, Any] | None:
        """Return the judge's next message, or None when the judge has gone."""
        body = read_frame(self.reading)
        return None if body is None else decode(body)

    def disable(self) -> None:
        """Send nothing any more: called in a fork, which has inherited the channel and may return to its use."""
        self._disabled = True

    def finish_for_now(self) -> None:
        """Tell the judge that this was all, and that the process could do another attempt."""
        self.send({"type": "finished", "reusable": True})

    def finish(self, message: dict[str, Any] | None = None) -> NoReturn:
        """Send a last message, if any, and end the process at once, whatever still runs in it."""
        if message is not None:
            self.send(message)
        self.send({"type": "finished"})
        os._exit(0)


def _spelled_out(letter: str) -> str:
    return f"\\\\u{ord(letter):04x}" if "\ud800" <= letter <= "\udfff" else letter


def _read_exactly(descriptor: int, size: int) -> bytes | None:
    data = bytearray()
    while len(data) < size:
        piece = os.read(descriptor, min(size - len(data), CHUNK))
        if not piece:
            return None
        data += piece
    return bytes(data)
