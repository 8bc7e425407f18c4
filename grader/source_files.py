"""Whose code is a file: the user's (a learner's or a check's), an installed package's, Python's, or ours?

This is the one answer for the whole project: scheduling points, cards, recordings and suspicions all ask
here.  The simulation asks before anything but ``sys`` may be imported, so this module imports nothing else.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # that of `typing` may not be imported here
if TYPE_CHECKING:
    from types import FrameType

PACKAGE = __file__[: -len("source_files.py")]
"""The folder of this package, with its separator at the end."""
INSTALLED = tuple(
    f"{PACKAGE[-1]}{name}{PACKAGE[-1]}" for name in ("site-packages", "dist-packages")
)
"""What the path of an installed package contains; Debian's own packages are in ``dist-packages``."""
GENERATED = ("<frozen", "<string>", "<unknown>", "<attrs ")
"""Names of code without a file: frozen modules; methods that dataclasses, named tuples and attrs write."""

_libraries = [PACKAGE]
_adopted: set[str] = set()


class Known(dict):
    """File name → True if it is the user's; a look-up costs no call once the name is known."""

    def __missing__(self, filename):
        known = self[filename] = filename in _adopted or not is_library(filename)
        return known


known = Known()
is_user = known.__getitem__


def is_library(filename):
    """Return True if a file came with Python, with an installed package or with this project."""
    return filename.startswith((*GENERATED, *_libraries)) or is_installed(filename)


def is_installed(filename):
    """Return True if a file is an installed package's, such as aiohttp's."""
    return any(each in filename for each in INSTALLED)


def is_ours(filename):
    """Return True if a file is this project's own."""
    return filename.startswith(PACKAGE)


def adopt(filenames):
    """Take code without a file for the user's where it came with the call: ``python -c``, for instance.

    A real file is judged by its place: a closure of the standard library's may travel by value, too.
    """
    _adopted.update(each for each in filenames if each.startswith("<"))
    known.clear()


def learn_standard_library():
    """Learn where the standard library is; called again when more than ``sys`` may be imported."""
    import os

    _libraries[:] = [PACKAGE, os.__file__.removesuffix("os.py")]
    known.clear()


if "os" in sys.modules:  # in a child that is to be simulated not even that is loaded yet
    learn_standard_library()


def user_frame(depth=2):
    """The innermost frame of user code, or None."""
    frame: FrameType | None = sys._getframe(depth)
    while frame is not None and not known[frame.f_code.co_filename]:
        frame = frame.f_back
    return frame


def where():
    """``(file, line, function)`` of the innermost frame of user code, or None."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and not known[frame.f_code.co_filename]:
        frame = frame.f_back
    return frame and (frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)


def place_in(frame):
    """Where a frame is now; None of no frame."""
    return frame and (frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)


def place_at(code, offset):
    """Where an instruction of a code object is."""
    lines = (line for start, end, line in code.co_lines() if start <= offset < end)
    return code.co_filename, next(lines, None), code.co_name


def place_of(error):
    """``(file, line, function)`` of the innermost frame of user code in a traceback."""
    place, step = None, getattr(error, "__traceback__", None)
    while step is not None:
        code = step.tb_frame.f_code
        if known[code.co_filename]:
            place = (code.co_filename, step.tb_lineno, code.co_name)
        step = step.tb_next
    return place
