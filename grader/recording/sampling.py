"""Looks at all recorded threads many times a second, and makes spans of what was seen.

Each look notes where every thread is, and how much processor time the thread has used.  A look needs the GIL, so
beside busy threads the looks come as often as the interpreter switches threads (every 5 ms).

Between two looks a thread that used no processor time runs nothing: it waits if its call can only wait, or if no
other thread was busy; else it is ready, and another thread has the GIL.  When several threads share the time
between two looks, the amounts are exact but their order is not known: they are laid one after another.
"""

from __future__ import annotations

import sys
import threading
import time
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from grader.recording.facts import Facts, LaneFacts, Tick, now
from grader.recording.sites import EVENT_LOOP, NOWHERE, Site, site
from grader.trace.model import Span
from grader.units import MILLISECOND, seconds

COLUMNS = 160
"""Shares of the processor are drawn in at most so many columns; finer ones could not be told apart."""
ALONE = 0.9
"""A thread that uses this part of the time runs all along."""
NOTHING = 0.05
"""A thread that uses no more than this part of the time does not run."""
SOMEONE = 0.3
"""If others use this part of the time, a thread that is ready may be waiting for the GIL."""
SHORT = MILLISECOND
"""A column so short is not divided: its ends are not that exact."""
LATE = 6 * MILLISECOND
"""A look may come so much later than what it sees: the interpreter switches threads every 5 ms."""
SLIVER = 0.002
"""Parts of the whole run that are too short to be seen, and mostly errors of measurement."""
SHORTEST = 2 * MILLISECOND
"""The shortest time between two looks."""
PER_RUN = 1000
"""The longer a run, the rarer the looks: the picture is equally fine, and memory stays bounded."""
SPARING = 30
"""The next look comes no sooner than after so many times the processor time of the last one."""


# -- looking -----------------------------------------------------------------------------------


class Sampler:
    """Notes, at each look, where every thread is and how much processor time the thread has used."""

    def __init__(self, facts: Facts) -> None:
        self.facts, self._cost = facts, 0

    @property
    def pause(self) -> float:
        """Seconds until the next look."""
        lasted = now() - self.facts.zero
        return seconds(max(SHORTEST, lasted // PER_RUN, SPARING * self._cost))

    def look(self) -> None:
        """Note all threads; frames are let go before any other thread runs.

        A frame that looks at itself would be a cycle, and collecting such a cycle crashes
        CPython 3.12.1: so the looking thread never gets hold of its own.
        """
        used = time.thread_time_ns()
        frames = sys._current_frames()
        frames.pop(threading.get_ident())
        began, me, seen = now(), threading.get_ident(), {}
        for ident, lane in list(self.facts.threads.items()):
            if ident in frames:
                seen[id(lane)] = (_processor_time(lane), site(frames[ident]))
            elif ident == me:
                seen[id(lane)] = self._own(lane)
        self.facts.ticks.append((began, seen))
        self._cost = time.thread_time_ns() - used

    def _own(self, lane: LaneFacts) -> tuple[int, Site]:
        """Return what the looking thread did before; if it waited, it woke for nothing but to look."""
        last = self.facts.ticks[-1][1] if self.facts.ticks else {}
        used, site = last.get(id(lane), (0, NOWHERE))
        return (used if site.surely else _processor_time(lane)), site


class SamplingThread:
    """A thread of ours that looks until it is told to stop."""

    def __init__(self, sampler: Sampler) -> None:
        self.sampler, self._stop = sampler, threading.Event()
        self._thread = threading.Thread(target=self._work, name="grader sampler", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stop.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._stop.wait(self.sampler.pause):
            self.sampler.look()


def _processor_time(lane: LaneFacts) -> int:
    """Return the processor time of a lane's thread in nanoseconds; -1 where that cannot be known."""
    try:
        return -1 if lane.clock is None else time.clock_gettime_ns(lane.clock)
    except OSError:
        return -1


# -- from looks to spans -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Share:
    """What one thread did between two looks: `used` nanoseconds of processor time, and its site at the end."""

    used: int
    site: Site


@dataclass(frozen=True, slots=True)
class Column:
    """All threads between two looks, from `start` to `end` (nanoseconds)."""

    start: int
    end: int
    shares: dict[int, Share]

    @property
    def length(self) -> int:
        """Nanoseconds from the first look to the last."""
        return self.end - self.start

    @property
    def busy(self) -> float:
        """The number of processors that were used."""
        return sum(max(0, share.used) for share in self.shares.values()) / max(1, self.length)


def sampled(facts: Facts) -> dict[int, list[Span]]:
    """Return the spans of each thread, by the `id` of the thread's lane."""
    least = (facts.ticks[-1][0] - facts.ticks[0][0]) // COLUMNS if facts.ticks else 0
    spans: dict[int, list[Span]] = {id(lane): [] for lane in facts.lanes}
    for column in columns(facts.ticks, least):
        for key, pieces in _pieces(column).items():
            if key == id(facts.main) and _is_foreign(column.shares[key].site):
                continue
            _extend(spans[key], pieces, woke=column.shares[key].used > 0)
    return {
        key: _without_slivers(found, int(SLIVER * COLUMNS * least)) for key, found in spans.items()
    }


def _is_foreign(site: Site) -> bool:
    """Return True if the main thread is busy with no code of the user's, such as showing a traceback."""
    return site.where is None and site.label != EVENT_LOOP


def columns(ticks: list[Tick], least: int) -> Iterator[Column]:
    """Yield neighbouring looks together, until `least` nanoseconds are full or some thread goes to another site."""
    start = 0
    for end in range(1, len(ticks)):
        last = end + 1 == len(ticks)
        if last or ticks[end][0] - ticks[start][0] >= least or _moved(ticks[end], ticks[end + 1]):
            yield _column(ticks[start], ticks[end])
            start = end


def _moved(one: Tick, other: Tick) -> bool:
    """Return True if a thread has begun or ended to wait, or has come or gone."""
    return _waits(one) != _waits(other)


def _waits(tick: Tick) -> dict[int, Site | None]:
    return {key: site if site.surely else None for key, (_, site) in tick[1].items()}


def _column(first: Tick, last: Tick) -> Column:
    shares = {key: Share(_used(first, key, used), site) for key, (used, site) in last[1].items()}
    return Column(first[0], last[0], shares)


def _used(first: Tick, key: int, used: int) -> int:
    """Return the processor time since the first look; of a later thread, all its time; -1 if unknown."""
    before = first[1].get(key, (0, NOWHERE))[0]
    return -1 if used < 0 or before < 0 else used - before


def _pieces(column: Column) -> dict[int, list[Span]]:
    shared, taken, pieces = column.busy <= 1.1, 0, {}
    for key, share in column.shares.items():
        offset = taken if shared else 0
        pieces[key] = _piece(column, share, offset)
        taken += max(0, share.used)
    return pieces


def _piece(column: Column, share: Share, offset: int) -> list[Span]:
    """Return the thread's part of the column: before, while and after the thread runs."""
    start, end, site = column.start, column.end, share.site
    used = min(share.used, column.length)
    if _runs(column, share):
        return [_run(start, end)]
    others = column.busy - max(0, used) / column.length
    idle = _ready if not site.surely and others > SOMEONE else _idle
    if used <= NOTHING * column.length:
        return [idle(start, end, site)]
    first = min(start + offset, end - used) if idle is _ready else start
    last = first + used
    parts = [idle(start, first, site), _run(first, last), idle(last, end, site)]
    return [part for part in parts if part.length > 0]


def _runs(column: Column, share: Share) -> bool:
    """Return True if a thread runs all the time, as any that may run does where processor time is unknown."""
    if share.used < 0:
        return not share.site.surely
    alone = column.busy * column.length - share.used < SOMEONE * column.length
    least = NOTHING if column.length < SHORT and alone else ALONE
    return share.used > least * column.length


def _run(start: int, end: int) -> Span:
    return Span(start, end, "running")


def _ready(start: int, end: int, site: Site) -> Span:
    return Span(start, end, "ready", "", site.where)


def _idle(start: int, end: int, site: Site) -> Span:
    label = "" if site.state == "ready" else site.label
    return Span(start, end, site.state, label, site.where)


def _extend(spans: list[Span], pieces: list[Span], *, woke: bool = False) -> None:
    """Add pieces to the spans; a piece that goes on as the last span did becomes part of that span.

    A thread that `woke` and waits again at the same place waits anew: two sleeps are not one. Not so
    at the beginning of a wait, when the thread may still be on its way into the kernel.
    """
    for piece in pieces:
        if spans and _goes_on(spans[-1], piece, woke):
            spans[-1] = replace(spans[-1], end=piece.end)
        else:
            spans.append(piece)


def _goes_on(last: Span, piece: Span, woke: bool) -> bool:
    same = (last.state, last.label) == (piece.state, piece.label) and last.end >= piece.start
    waits = piece.state in ("sleeping", "waiting") and piece.label != EVENT_LOOP
    return same and not (woke and waits and last.length > LATE)


def _without_slivers(spans: list[Span], shortest: int) -> list[Span]:
    """Return the spans without those too short to be seen, of which the span before takes the time."""
    kept: list[Span] = []
    for span in spans:
        if span.length > shortest:
            _extend(kept, [span], woke=True)
        elif kept:
            kept[-1] = replace(kept[-1], end=span.end)
    return kept


def within(samples: list[Span], noted: list[Span]) -> list[Span]:
    """Return samples cut where noted spans begin or end, since the looks around these may come late."""
    cuts = sorted({time for span in noted for time in (span.start, span.end)})
    return [piece for span in samples for piece in _cut(span, cuts)]


def _cut(span: Span, cuts: list[int]) -> list[Span]:
    inner = cuts[bisect_right(cuts, span.start) : bisect_left(cuts, span.end)]
    edges = list(pairwise([span.start, *inner, span.end]))
    pieces = [replace(span, start=start, end=end) for start, end in edges]
    return [piece for piece in pieces if len(pieces) == 1 or piece.length > LATE]


def held_by(facts: Facts, lane: LaneFacts, span: Span) -> Site:
    """Return where a thread mostly was during a span: what held up its event loop."""
    sites = [
        tick[id(lane)][1]
        for time, tick in facts.ticks
        if span.start < time < span.end and id(lane) in tick
    ]
    return max(sites, key=sites.count) if sites else NOWHERE
