"""Calls and values as the text of a card."""

from __future__ import annotations

from typing import Any


class Text(str):
    """Words, not a value: shown without quotes."""


def call(verb: str, fn: Any, args: tuple, kwargs: dict) -> str:
    """``simulate(download_all, fetch, 'abc', workers=2)``."""
    parts = [name(fn), *(argument(arg) for arg in args)]
    parts += [f"{key}={argument(value)}" for key, value in kwargs.items()]
    return f"{verb}({', '.join(parts)})"


def name(fn: Any) -> str:
    """What the learner calls it."""
    return str(getattr(fn, "__name__", None) or fn)


def argument(value: Any) -> str:
    """A value, or the name of a function or fake."""
    if callable(value):
        return name(value)
    text = repr(value)
    return text if len(text) <= 30 else text[:27] + "..."


def value(thing: Any) -> str:
    """A value as the card shows it."""
    return str(thing) if isinstance(thing, Text) else repr(thing)


def call_times(row: list) -> str:
    """``fetch a 0-3 s``."""
    label, start, end = row[:3]
    ended = "…" if end is None else f"{end / 1e9:g}"
    return f"{label} {start / 1e9:g}-{ended} s"
