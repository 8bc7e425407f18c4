"""Standard output of a run: who printed what, and when."""

import io
import sys

from grader.simulation.scheduler import scheduler

LIMIT = 200_000  # characters kept of one run


class Printed(io.TextIOBase):
    """A text stream that notes the virtual time and the lane of each write."""

    encoding = "utf-8"

    def __init__(self):
        self.room = LIMIT

    def write(self, text):
        if type(text) is not str:
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if text and self.room > 0:
            scheduler.output.append((scheduler.now, scheduler.here(), text[: self.room]))
        self.room -= len(text)
        return len(text)

    def writable(self):
        return True


class Complained(Printed):
    """Standard error: each write is a finding."""

    def write(self, text):
        if text.strip() and self.room > 0:
            scheduler.find("stderr", text.strip()[:2000], None)
        self.room -= len(text)
        return len(text)


def install():
    """Catch what the run prints."""
    sys.stdout, sys.stderr = Printed(), Complained()
