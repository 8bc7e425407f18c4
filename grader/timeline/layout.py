"""How wide a text is, in points, and how to make it fit.

One font is read once, so that measuring 500 labels costs a millisecond and the same figure comes out on every machine.

Where everything goes: names on the left, time to the right, one row for each lane.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Any

from matplotlib.font_manager import FontProperties, findfont, get_font

from grader.timeline.rows import Fold, Row, rows
from grader.timeline.scale import tick_label, tick_step
from grader.trace.model import Trace

SIZE = 8.5
SMALL = 7.5
INDENT = 9.0
GAP = 8.0
CLOCK = 58.0
"""Room for "virtual time" below the names."""
LABELLED = {"yield", "log", "print", "error"}
"""Kinds of marks that are drawn, each with its label if there is room."""


@dataclass(frozen=True, slots=True)
class Time:
    """Nanoseconds to points: `start` is at `left`, `end` at `right`."""

    start: int
    end: int
    left: float
    right: float
    clock: str = "virtual"

    def x(self, time: int) -> float:
        """The place of a moment, in points from the left edge of the sheet."""
        return self.left + (time - self.start) * (self.right - self.left) / max(
            1, self.end - self.start
        )

    def ticks(self) -> list[int]:
        """Moments to label: as many as are read easily, on round numbers."""
        step = tick_step(max(1, self.end - self.start), max(2, int((self.right - self.left) // 70)))
        first = -(-self.start // step) * step
        return list(range(first, self.end + 1, step))

    def label(self, tick: int) -> str:
        """A moment in words."""
        return tick_label(tick, self.end, self.clock)


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the figure: `y` is the top of its bars, `height` theirs, `above` the room for labels of marks."""

    row: Row | Fold
    y: float
    height: float
    above: float

    @property
    def middle(self) -> float:
        """The height at which its line runs."""
        return self.y + self.height / 2


def places(
    trace: Trace, top: float, at_most: int, keep: frozenset[str] = frozenset()
) -> list[Place]:
    """All rows of a trace below `top`; lower rows where there are many."""
    shown = rows(trace, at_most, keep)
    height = 17.0 if len(shown) <= 24 else 12.5
    result = []
    for row in shown:
        above = 10.0 if _has_labels(row) else 0.0
        tall = height * 1.9 if isinstance(row, Fold) else height
        result.append(Place(row, top + above, tall, above))
        top += above + tall + 3.5
    return result


def name_width(traces: list[Trace], at_most: int, sheet: float) -> float:
    """Points that the widest name needs, but never more than a quarter of the sheet; the clock's name fits below."""
    shown = [row for trace in traces for row in rows(trace, at_most)]
    widths = [width(row.name, SIZE, weight(row)) + INDENT * row.depth for row in shown]
    return min(max(widths, default=0.0), sheet / 4) if max(widths, default=0.0) > CLOCK else CLOCK


def weight(row: Row | Fold) -> str:
    """Names of what holds others are bold."""
    return "bold" if isinstance(row, Row) and row.lane.kind in ("main", "process") else "normal"


def _has_labels(row: Row | Fold) -> bool:
    return isinstance(row, Row) and any(
        mark.label and mark.kind in LABELLED for mark in row.lane.marks
    )


FAMILY = "DejaVu Sans"
"""Comes with matplotlib; browsers that lack it have Verdana, which is as wide."""


@lru_cache(maxsize=16)
def font(size: float, weight: str = "normal", style: Any = "normal") -> FontProperties:
    """The one font, in a size of so many points."""
    return FontProperties(family=FAMILY, size=size, weight=weight, style=style)


@lru_cache(maxsize=4)
def _face(weight: str) -> object:
    return get_font(findfont(FontProperties(family=FAMILY, weight=weight)))


@lru_cache(maxsize=1024)
def _advance(character: str, weight: str) -> float:
    """Width of a character as a part of the font's size."""
    face = _face(weight)
    face.set_size(100, 72)  # type: ignore[attr-defined]
    return float(face.load_char(ord(character)).linearHoriAdvance / 65536 / 100)  # type: ignore[attr-defined]


def width(text: str, size: float, weight: str = "normal") -> float:
    """Points from the text's left to its right edge."""
    return sum(_advance(character, weight) for character in text) * size


def fit(text: str, room: float, size: float, weight: str = "normal") -> str:
    """The best form of a label that fits in `room` points: whole, without remarks, its argument, cut, or nothing."""
    forms = (form for form in forms_of(text) if width(form, size, weight) <= room)
    return next(forms, None) or cut(text, room, size, weight)


def forms_of(label: str) -> list[str]:
    """Shorter ways to say it: `lock (held by w-1)` is `lock`; `fetch a` is `a`."""
    plain = label.partition(" (")[0]
    words = plain.split(" ")
    last = words[1] if len(words) == 2 else ""  # of more words, the last alone says nothing
    return [form for form in (label, plain, last) if form]


def cut(text: str, room: float, size: float, weight: str = "normal") -> str:
    """As many letters as fit before an ellipsis; nothing rather than fewer than three."""
    ends = range(1, len(text) + 1)
    fitting = takewhile(lambda end: width(text[:end] + "…", size, weight) <= room, ends)
    longest = max(fitting, default=0)
    return text[:longest].rstrip() + "…" if longest >= 3 else ""
