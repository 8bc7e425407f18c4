"""Where in the learner's code: a place as words."""

from __future__ import annotations

import linecache
from pathlib import PurePath
from typing import Any

Place = Any  # (file, line, function), a tuple or, from a child, a list


def words(place: Place | None) -> str | None:
    """``answer.py:12`` or, in a notebook's cell, ``line 12 of job``; None for None."""
    if not place:
        return None
    filename, line, function = place
    if _is_cell(filename):
        return f"line {line} of {function}" if function.isidentifier() else f"line {line}"
    return f"{PurePath(filename).name}:{line}"


def text_of(place: Place | None) -> str:
    """The text of the line."""
    return linecache.getline(place[0], place[1]).strip() if place else ""


def quoted(place: Place | None) -> str | None:
    """The same with the text of the line."""
    if not place:
        return None
    text = linecache.getline(place[0], place[1]).strip()
    return f"{words(place)}: {text}" if text else words(place)


def _is_cell(filename: str) -> bool:
    return "ipykernel_" in filename or filename.startswith(("<", "cell"))
