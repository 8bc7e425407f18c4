"""Whose line is it? A check's driver runs between the learner's own lines, in another file.

A line's number alone tells a place only in one file. So what stands in the cell that asks (or,
where nothing of that cell ran, in the file of the function that it asks about) is told without
a number, as long as something else is looked at.
"""

from __future__ import annotations

import sys
from types import FunctionType, MethodType
from typing import Any, NamedTuple

from grader.attempt.subject import Handle


class Drivers(NamedTuple):
    """Files that may hold a driver, the likeliest first; whether there must be one."""

    files: tuple[str, ...] = ()
    certain: bool = False


def drivers(fn: Any, args: tuple, kwargs: dict[str, Any]) -> Drivers:
    """Those of a call: the asking cell's file, then that of the function it asks about."""
    asking, given = sys._getframe(2).f_code.co_filename, (*args, *kwargs.values())
    files = tuple(dict.fromkeys([asking, *_files(fn)]))
    elsewhere = any(type(each) is Handle or not {*_files(each)} <= {*files} for each in given)
    return Drivers(files, type(fn) is not Handle and elsewhere)


def driver_among(files: set[str], drivers: Drivers) -> str | None:
    """The one of these files that is a driver's; None if all of them are the learner's."""
    if len(files) < 2 and not drivers.certain:
        return None
    return next((each for each in drivers.files if each in files), None)


def _files(thing: Any) -> list[str]:
    """The files of a function, or of a class's methods; other things are not asked anything."""
    members = list(vars(thing).values()) if type(thing) is type else [thing]
    functions = [each for each in members if type(each) in (FunctionType, MethodType)]
    return [each.__code__.co_filename for each in functions]
