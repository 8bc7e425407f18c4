"""What a child prints: a bounded beginning and a bounded end of it, whatever the flood."""

import os

CHUNK = 2**16
CUT = "\n… {} bytes left out …\n"


class Capture:
    """The reading end of a pipe, and as much of what came through it as there is room for."""

    def __init__(self, reading: int, room: int):
        os.set_blocking(reading, False)
        self.reading, self.room = reading, room
        self.head, self.tail, self.size = bytearray(), bytearray(), 0

    def pump(self) -> bool:
        """Take what has come, once; whether there may be more."""
        try:
            data = os.read(self.reading, CHUNK)
        except BlockingIOError:
            return False
        self._keep(data)
        return bool(data)

    def drain(self) -> None:
        """Take what is left in a pipe that nobody writes to any more, and close it."""
        for _ in range(64):  # more than a pipe can hold; an escaped writer must not keep us here
            if not self.pump():
                break
        os.close(self.reading)

    def _keep(self, data: bytes) -> None:
        self.size += len(data)
        fits = max(0, self.room // 2 - len(self.head))
        self.head += data[:fits]
        self.tail += data[fits:]
        del self.tail[: max(0, len(self.tail) - self.room // 2)]

    def text(self) -> str:
        """What was kept, with a note of what was not."""
        left_out = self.size - len(self.head) - len(self.tail)
        cut = CUT.format(left_out) if left_out else ""
        return f"{_text(self.head)}{cut}{_text(self.tail)}"


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
