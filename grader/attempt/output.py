"""What is left of a child: the beginning and the end of its output, and how its process has ended.

The output is kept up to a limit, however much is written.  `ending` turns an exit status into plain data, of
which `messages.EndReport` is the type.  The fork server uses both and imports as little as a child does.
"""

import os
import signal
from typing import Any


def ending(
    code: int, *, late: bool, cancelled: bool, used_up: bool, over_limit: bool = False
) -> dict[str, Any]:
    """Return the ending of a child with this exit code (the negative of a signal's number).

    ``late``: the wall time was over; ``cancelled``: the judge wanted no result any more; ``used_up``: all
    of the CPU time was used; ``over_limit``: there were too many processes.
    """
    name = _name(-code) if code < 0 else None
    ending = {"end": "crashed", "limit": None, "signal": name, "exit": None if name else code}
    if over_limit:
        return ending | {"end": "killed", "limit": "processes"}
    if late:
        return ending | {"end": "timed out", "limit": "wall"}
    if name == "SIGXCPU" or (name == "SIGKILL" and used_up):
        return ending | {"end": "timed out", "limit": "cpu"}
    if cancelled or name == "SIGKILL":
        return ending | {"end": "killed", "cancelled": cancelled}
    return ending | {"end": "crashed" if code else "done"}


def _name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # a real-time signal
        return f"signal {number}"


CHUNK = 2**16  # bytes taken from a pipe at once
FULL_PIPE = 2**20 // CHUNK  # reads that empty the largest pipe
CUT = "\n… {} bytes left out …\n"


class BoundedBuffer:
    """Keeps the first and the last bytes of a stream, ``capacity`` bytes in all."""

    def __init__(self, capacity: int) -> None:
        self.capacity, self.size = capacity, 0
        self.head, self.tail = bytearray(), bytearray()

    def add(self, data: bytes) -> None:
        """Add bytes to the stream: half of the capacity is for its beginning, half for its end."""
        self.size += len(data)
        fits = max(0, self.capacity // 2 - len(self.head))
        self.head += data[:fits]
        self.tail += data[fits:]
        del self.tail[: max(0, len(self.tail) - self.capacity // 2)]

    def text(self) -> str:
        """Return what was kept as text, with a note of how many bytes were not."""
        left_out = self.size - len(self.head) - len(self.tail)
        if not left_out:
            return _text(self.head + self.tail)
        return f"{_text(self.head)}{CUT.format(left_out)}{_text(self.tail)}"


class Capture(BoundedBuffer):
    """Keeps what comes through a pipe; ``reading`` is the descriptor of its reading end."""

    def __init__(self, reading: int, capacity: int) -> None:
        super().__init__(capacity)
        os.set_blocking(reading, False)
        self.reading = reading

    def read(self) -> bool:
        """Read once from the pipe, without waiting; return False if its other end is closed."""
        try:
            data = os.read(self.reading, CHUNK)
        except BlockingIOError:
            return True
        self.add(data)
        return bool(data)

    def drain(self) -> None:
        """Read what is left in the pipe, however many processes may still write to it, and close it."""
        for _ in range(FULL_PIPE):
            size = self.size
            self.read()
            if self.size == size:
                break
        os.close(self.reading)


def _text(data: bytearray) -> str:
    return data.decode("utf-8", "replace")
