"""Calls and values as the text of a card."""

from __future__ import annotations

from functools import partial
from typing import Any

LONGEST = 40
"""Letters of one argument."""


class Text(str):
    """Words, not a value: shown without quotes."""

    __slots__ = ()


def call(verb: str, fn: Any, args: tuple, kwargs: dict) -> str:
    """``simulate(download_all, fetch, 'abc', workers=2)``."""
    parts = [name(fn), *(argument(arg) for arg in args)]
    parts += [f"{key}={argument(value)}" for key, value in kwargs.items()]
    return f"{verb}({', '.join(parts)})"


def name(fn: Any) -> str:
    """What the learner calls it."""
    return str(getattr(fn, "__name__", None) or fn)


def argument(value: Any) -> str:
    """A value, with functions and fakes by their names, also within lists and dictionaries."""
    text = _written(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."


def _written(value: Any) -> str:
    if isinstance(value, partial):
        return f"partial({', '.join(map(_written, (value.func, *value.args)))})"
    if callable(value):
        return name(value)
    if type(value) is dict:
        return "{" + ", ".join(f"{key!r}: {_written(each)}" for key, each in value.items()) + "}"
    if type(value) in (list, tuple):
        text = ", ".join(map(_written, value))
        return f"[{text}]" if type(value) is list else f"({text}{',' * (len(value) == 1)})"
    return repr(value)


def value(thing: Any) -> str:
    """A value as the card shows it."""
    return str(thing) if isinstance(thing, Text) else repr(thing)


def call_times(row: list) -> str:
    """``fetch a 0-3 s``."""
    label, start, end = row[:3]
    ended = "…" if end is None else f"{end / 1e9:g}"
    return f"{label} {start / 1e9:g}-{ended} s"
