"""A failed property, shown as a card that fits a terminal.

    what was called
    ✗ the property that does not hold
      expected: …   got: …
    lanes
    why.  Look at …  Hint: …

IPython shows the lines of `_render_traceback_()` instead of a traceback, so a learner reads the card and nothing else,
in the notebook, in `nbgrader validate` (which cuts lines at 87 columns) and in the feedback page.
"""

from __future__ import annotations

import textwrap
from functools import partial
from itertools import takewhile
from typing import Any

from grader.timeline.excerpt import excerpt, is_table
from grader.trace.model import Trace

LONGEST = 40
"""The most letters of one argument."""
LINES, COLUMNS = 12, 80
CROSS = "✗"
CONTEXT = 16
"""How many letters before the first difference of two values are still shown."""


class Text(str):
    """A text that a card shows without quotes, because it is not a value."""

    __slots__ = ()


def call(verb: str, fn: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """Return a call as text: ``simulate(download_all, fetch, 'abc', workers=2)``."""
    parts = [name(fn), *(argument(arg) for arg in args)]
    parts += [f"{key}={argument(value)}" for key, value in kwargs.items()]
    return f"{verb}({', '.join(parts)})"


def name(fn: Any) -> str:
    """Return the name that the learner knows a function by."""
    return str(getattr(fn, "__name__", None) or fn)


def argument(value: Any) -> str:
    """Return a value as text, with functions and fakes by their names, also within lists and dictionaries."""
    text = _as_text(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."


def value(thing: Any) -> str:
    """Return a value as a card shows it."""
    return str(thing) if isinstance(thing, Text) else repr(thing)


def call_times(label: str, start: int, end: int | None) -> str:
    """Return when a call ran, as text: ``fetch a 0-3 s``; the times are in nanoseconds."""
    ended = "…" if end is None else f"{end / 1e9:g}"
    return f"{label} {start / 1e9:g}-{ended} s"


class Failure(AssertionError):
    """Raised for a property that does not hold; its text is the card, its outcome is the verdict."""

    outcome = "failed"

    def _render_traceback_(self) -> list[str]:
        """Return the lines that IPython prints in place of a traceback."""
        return str(self).splitlines()


def card(
    call: str,
    title: str,
    expected: str | None = None,
    got: str | None = None,
    trace: Trace | None = None,
    why: str | None = None,
    where: str | None = None,
    hint: str | None = None,
    *,
    expected_trace: Trace | None = None,
    replay: str | None = None,
) -> str:
    """Return a card of at most 12 lines of 80 columns.  Lanes get the lines that the words leave over."""
    if where and why and trace is not None and is_table(trace) and where.split(": ")[0] in why:
        where = None  # told twice already
    head = [_cut(call), *_wrapped(f"{CROSS} {title}", 2), *_compared(expected, got)]
    again = [f"To see it again: {replay}"] if replay else []
    tail = [*_wrapped(why, 3), *_pointers(where, hint), *again]
    room = LINES - len(head) - len(tail)
    lanes = excerpt(trace, expected_trace, room, COLUMNS) if trace is not None else []
    return "\n".join(_cut(line) for line in [*head, *lanes, *tail])


class NotWritten(Failure):
    """Raised for an exercise that has not been attempted: its stub still stands, or its name is missing."""

    outcome = "not attempted"

    def __init__(self, call: str) -> None:
        super().__init__(
            f"{call}\nnot written yet: write it above, in the place of NotImplementedError."
        )


def _as_text(value: Any) -> str:
    if isinstance(value, partial):
        return f"partial({', '.join(map(_as_text, (value.func, *value.args)))})"
    if callable(value):
        return name(value)
    if type(value) is dict:
        return "{" + ", ".join(f"{key!r}: {_as_text(each)}" for key, each in value.items()) + "}"
    if type(value) in (list, tuple):
        text = ", ".join(map(_as_text, value))
        return f"[{text}]" if type(value) is list else f"({text}{',' * (len(value) == 1)})"
    return repr(value)


def _compared(expected: str | None, got: str | None) -> list[str]:
    """Return both values on one line if they fit, else one below the other so that the eye can compare them."""
    pairs = [
        (name, value) for name, value in (("expected", expected), ("got", got)) if value is not None
    ]
    line = "  " + "   ".join(f"{name}: {value}" for name, value in pairs)
    if len(pairs) < 2 or len(line) <= COLUMNS // 2:
        return [_cut(line)] if pairs else []
    values = _differing(pairs[0][1], pairs[1][1], COLUMNS - 12)
    return [
        _cut(f"  {name + ':':<10}{value}") for (name, _), value in zip(pairs, values, strict=True)
    ]


def _differing(one: str, other: str, room: int) -> tuple[str, str]:
    """Return both values from shortly before their first difference on, if the difference would be cut off."""
    place = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    )
    if place < room - CONTEXT or max(len(one), len(other)) <= room:
        return one, other
    return "…" + one[place - CONTEXT :], "…" + other[place - CONTEXT :]


def _wrapped(text: str | None, lines: int) -> list[str]:
    return textwrap.wrap(text or "", COLUMNS, max_lines=lines, placeholder=" …")


def _pointers(where: str | None, hint: str | None) -> list[str]:
    """Return the place and the hint, on one line unless the place is told with its code."""
    both = [f"Look at {where}" if where else "", f"Hint: {hint}" if hint else ""]
    parts = [part for part in both if part]
    line = ".  ".join(parts)
    return (
        [line]
        if parts and len(line) <= COLUMNS and ": " not in (where or "")
        else [_cut(part) for part in parts]
    )


def _cut(line: str) -> str:
    line = " ".join(line.splitlines())
    return line.rstrip() if len(line) <= COLUMNS else line[: COLUMNS - 1] + "…"
