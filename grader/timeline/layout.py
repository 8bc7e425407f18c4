"""Lay out a figure: names on the left, time to the right, one row for each lane; measure texts and make them fit.

All lengths are in points.  One font is read once, so that measuring 500 labels costs a millisecond and the same
figure comes out on every machine.
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
"""The width of "virtual time" below the names."""
LABELLED = {"yield", "log", "print", "error"}
"""The kinds of marks that are drawn, each with its label if there is room."""
FAMILY = "DejaVu Sans"
"""This font comes with matplotlib; browsers that lack it have Verdana, which is as wide."""


@dataclass(frozen=True, slots=True)
class Time:
    """Converts nanoseconds to points: `start` is at `left`, `end` at `right`."""

    start: int
    end: int
    left: float
    right: float
    clock: str = "virtual"

    def x(self, time: int) -> float:
        """Return the place of a moment, in points from the left edge of the sheet."""
        return self.left + (time - self.start) * (self.right - self.left) / max(
            1, self.end - self.start
        )

    def ticks(self) -> list[int]:
        """Return the moments to label, in nanoseconds: round numbers, and as many as are read easily."""
        step = tick_step(max(1, self.end - self.start), max(2, int((self.right - self.left) // 70)))
        first = -(-self.start // step) * step
        return list(range(first, self.end + 1, step))

    def label(self, tick: int) -> str:
        """Return a moment in words."""
        return tick_label(tick, self.end, self.clock)


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the figure: the top `y` of its bars, their `height`, and the room `above` them for labels of marks."""

    row: Row | Fold
    y: float
    height: float
    above: float

    @property
    def middle(self) -> float:
        """The y of the row's middle."""
        return self.y + self.height / 2


def places(
    trace: Trace, top: float, at_most: int, keep: frozenset[str] = frozenset()
) -> list[Place]:
    """Return the places of all rows of a trace, from `top` on; if there are many rows, each is lower."""
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
    """Return the width of the widest name: at least that of the clock's name, at most a quarter of the sheet."""
    shown = [row for trace in traces for row in rows(trace, at_most)]
    widths = [width(row.name, SIZE, weight(row)) + INDENT * row.depth for row in shown]
    return min(max(widths, default=0.0), sheet / 4) if max(widths, default=0.0) > CLOCK else CLOCK


def weight(row: Row | Fold) -> str:
    """Return the weight of a row's name: bold for processes and the main lane."""
    return "bold" if isinstance(row, Row) and row.lane.kind in ("main", "process") else "normal"


@lru_cache(maxsize=16)
def font(size: float, weight: str = "normal", style: Any = "normal") -> FontProperties:
    """Return the one font, in a size in points."""
    return FontProperties(family=FAMILY, size=size, weight=weight, style=style)


def width(text: str, size: float, weight: str = "normal") -> float:
    """Return the width of a text in points."""
    return sum(_advance(character, weight) for character in text) * size


def fit(text: str, room: float, size: float, weight: str = "normal") -> str:
    """Return the best form of a label that fits in `room` points: whole, shorter, cut, or an empty text."""
    forms = (form for form in forms_of(text) if width(form, size, weight) <= room)
    return next(forms, None) or cut(text, room, size, weight)


def forms_of(label: str) -> list[str]:
    """Return a label and its shorter forms: `lock (held by w-1)` is `lock`; `fetch a` is `a`."""
    plain = label.partition(" (")[0]
    words = plain.split(" ")
    last = words[1] if len(words) == 2 else ""  # of more words, the last alone says nothing
    return [form for form in (label, plain, last) if form]


def cut(text: str, room: float, size: float, weight: str = "normal") -> str:
    """Return as many letters as fit before an ellipsis; an empty text if there are fewer than three."""
    ends = range(1, len(text) + 1)
    fitting = takewhile(lambda end: width(text[:end] + "…", size, weight) <= room, ends)
    longest = max(fitting, default=0)
    return text[:longest].rstrip() + "…" if longest >= 3 else ""


def _has_labels(row: Row | Fold) -> bool:
    return isinstance(row, Row) and any(
        mark.label and mark.kind in LABELLED for mark in row.lane.marks
    )


@lru_cache(maxsize=4)
def _face(weight: str) -> object:
    return get_font(findfont(FontProperties(family=FAMILY, weight=weight)))


@lru_cache(maxsize=1024)
def _advance(character: str, weight: str) -> float:
    """Return the width of a character as a part of the font's size."""
    face = _face(weight)
    face.set_size(100, 72)  # type: ignore[attr-defined]
    return float(face.load_char(ord(character)).linearHoriAdvance / 65536 / 100)  # type: ignore[attr-defined]
