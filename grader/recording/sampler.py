"""Looks at all recorded threads many times a second: where each is, and how much processor time it has used.

It needs the GIL itself, so beside busy threads it looks as often as the interpreter switches (5 ms).
"""

from __future__ import annotations

import sys
import threading
import time

from grader.recording.facts import Facts, LaneFacts, now
from grader.recording.sites import NOWHERE, Site, site
from grader.units import MILLISECOND, seconds

SHORTEST = 2 * MILLISECOND
PER_RUN = 1000
"""The longer a run, the rarer the looks: the picture is equally fine, and memory stays bounded."""


class Sampler:
    """A thread of ours that looks until it is told to stop."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name="grader sampler", daemon=True)

    def start(self) -> None:
        """Look once now, then again and again."""
        self._look()
        self._thread.start()

    def stop(self) -> None:
        """Look for the last time."""
        self._stop.set()
        self._thread.join()
        self._look()

    def _work(self) -> None:
        while not self._stop.wait(seconds(max(SHORTEST, (now() - self.facts.zero) // PER_RUN))):
            self._look()

    def _look(self) -> None:
        """Note all threads; frames are let go before anyone else runs.

        A frame that looks at itself would be a cycle, and collecting such a cycle crashes
        CPython 3.12.1: so the looking thread never gets hold of its own.
        """
        frames = sys._current_frames()
        frames.pop(threading.get_ident())
        time_now, me, seen = now(), threading.get_ident(), {}
        for ident, lane in list(self.facts.threads.items()):
            if ident in frames:
                seen[id(lane)] = (_used(lane), site(frames[ident]))
            elif ident == me:
                seen[id(lane)] = self._own(lane)
        self.facts.ticks.append((time_now, seen))

    def _own(self, lane: LaneFacts) -> tuple[int, Site]:
        """What it did before it came to look; if it waited, it woke for nothing but to look."""
        last = self.facts.ticks[-1][1] if self.facts.ticks else {}
        used, site = last.get(id(lane), (0, NOWHERE))
        return (used if site.surely else _used(lane)), site


def _used(lane: LaneFacts) -> int:
    """Processor time of its thread in nanoseconds; -1 where that cannot be known."""
    try:
        return -1 if lane.clock is None else time.clock_gettime_ns(lane.clock)
    except OSError:
        return -1
