"""What a child prints: a bounded beginning and a bounded end of it, whatever the flood."""

import os

CHUNK = 2**16
FULL_PIPE = 2**20 // CHUNK  # reads that empty the largest pipe
CUT = "\n… {} bytes left out …\n"


class Kept:
    """As much of a stream of bytes as there is room for."""

    def __init__(self, room: int):
        self.room, self.size = room, 0
        self.head, self.tail = bytearray(), bytearray()

    def add(self, data: bytes) -> None:
        """Keep the first half of the room's worth, and always the last."""
        self.size += len(data)
        fits = max(0, self.room // 2 - len(self.head))
        self.head += data[:fits]
        self.tail += data[fits:]
        del self.tail[: max(0, len(self.tail) - self.room // 2)]

    def text(self) -> str:
        """What was kept, with a note of what was not."""
        left_out = self.size - len(self.head) - len(self.tail)
        if not left_out:
            return _text(self.head + self.tail)
        return f"{_text(self.head)}{CUT.format(left_out)}{_text(self.tail)}"


def _text(data: bytearray) -> str:
    return data.decode("utf-8", "replace")


class Capture(Kept):
    """What came through a pipe, of which we hold the reading end."""

    def __init__(self, reading: int, room: int):
        super().__init__(room)
        os.set_blocking(reading, False)
        self.reading = reading

    def pump(self) -> bool:
        """Take what has come, once; False when the other end is closed."""
        try:
            data = os.read(self.reading, CHUNK)
        except BlockingIOError:
            return True
        self.add(data)
        return bool(data)

    def drain(self) -> None:
        """Take what is left in a pipe that nobody is meant to write to any more, and close it."""
        for _ in range(FULL_PIPE):
            size = self.size
            self.pump()
            if self.size == size:
                break
        os.close(self.reading)
