"""Say places in the learner's code in words, and tell a check's driver from the learner's own lines.

A driver is a function of the check that calls the answer.  It runs between the learner's own lines, in another file,
and a line's number alone tells a place only within one file.  So if a run has lines of several files, the lines of
the driver are shown without numbers.  The driver's file is the file of the cell that asks; if no line of that cell
ran, the driver's file is that of the function that the cell asks about.
"""

from __future__ import annotations

import linecache
import sys
from pathlib import PurePath
from types import FunctionType, MethodType
from typing import Any, NamedTuple

from grader.attempt.history import Place
from grader.attempt.pickling import Handle


def words(place: Place | None) -> str | None:
    """Return ``answer.py:12`` or, in a notebook's cell, ``line 12 of job``; None for None."""
    if not place:
        return None
    line, function = place.line, place.function
    if _is_cell(place.filename):
        return f"line {line} of {function}" if function.isidentifier() else f"line {line}"
    return f"{PurePath(place.filename).name}:{line}"


def text_of(place: Place | None) -> str:
    """Return the text of the line; an empty text for None."""
    return linecache.getline(place.filename, place.line or 0).strip() if place else ""


def quoted(place: Place | None) -> str | None:
    """Return the place in words with the text of the line; None for None."""
    if not place:
        return None
    text = text_of(place)
    return f"{words(place)}: {text}" if text else words(place)


class Drivers(NamedTuple):
    """`Drivers` lists files that may hold a driver, the likeliest first; ``certain`` is True if one of them must."""

    files: tuple[str, ...] = ()
    certain: bool = False


def drivers(fn: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Drivers:
    """Return the drivers of a call: the asking cell's file, then that of the function that the cell asks about."""
    asking, given = sys._getframe(2).f_code.co_filename, (*args, *kwargs.values())
    files = tuple(dict.fromkeys([asking, *_files(fn)]))
    elsewhere = any(type(each) is Handle or not {*_files(each)} <= {*files} for each in given)
    return Drivers(files, type(fn) is not Handle and elsewhere)


def driver_among(files: set[str], drivers: Drivers) -> str | None:
    """Return the file among these that holds a driver; None if all of them are the learner's."""
    if len(files) < 2 and not drivers.certain:
        return None
    return next((each for each in drivers.files if each in files), None)


def _is_cell(filename: str) -> bool:
    return "ipykernel_" in filename or filename.startswith(("<", "cell"))


def _files(thing: Any) -> list[str]:
    """Return the files of a function, or of a class's methods; no file for anything else."""
    members = list(vars(thing).values()) if type(thing) is type else [thing]
    functions = [each for each in members if type(each) in (FunctionType, MethodType)]
    return [each.__code__.co_filename for each in functions]
