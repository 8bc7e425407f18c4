"""Where fakes and drivers leave their marks while a run is on.

A run, simulated or recorded, puts itself on the stage; ``calls``, ``log`` and ``now`` speak to
whichever is there.  With nobody there they do nothing but let time pass.
"""

import time


class Nobody:
    """No run is on: the real clock, and marks that nobody keeps."""

    def __init__(self):
        self.start = time.monotonic_ns()

    def called(self, label):
        """A fake call begins."""

    def returned(self, label, how):
        """A fake call ends: ``how`` is "ok", "error" or "cancelled"."""

    def log(self, value):
        """A driver notes something."""

    def yielded(self, item):
        """A consumer gets an item."""

    def now_ns(self):
        """Nanoseconds since the run began."""
        return time.monotonic_ns() - self.start


recorder = Nobody()


def enter(run):
    """Put a run on the stage; the one that was there before."""
    global recorder
    before, recorder = recorder, run
    return before
