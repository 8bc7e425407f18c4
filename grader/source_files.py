"""Whose code is in a file: the user's (a learner's or a check's), an installed package's, Python's or ours.

This module gives the one answer for the whole project: scheduling points, cards, recordings and the search for
suspicious code ask here.  The simulation asks before it may import anything but ``sys``, so this module imports
nothing else at run time.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # stands for that of `typing`, which may not be imported here
if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import CodeType, FrameType

Place = tuple[str, int | None, str]
"""A file, a line and the name of a function."""

PACKAGE = __file__[: -len("source_files.py")]
"""The folder of this package, with its separator at the end."""
INSTALLED = tuple(
    f"{PACKAGE[-1]}{name}{PACKAGE[-1]}" for name in ("site-packages", "dist-packages")
)
"""What the path of an installed package contains; Debian's own packages are in ``dist-packages``."""
ATTRS, WRITTEN = "<attrs ", "<generated>"
GENERATED = ("<frozen", "<unknown>", ATTRS, WRITTEN)
"""Names of code without a file that is never the user's: frozen modules, methods that a library has written."""
STRING = "<string>"
"""The name of a ``python -c`` program, but also of methods that dataclasses and named tuples have written."""

_libraries = [PACKAGE]
_adopted: set[str] = set()


class UserFiles(dict[str, bool]):
    """A dictionary from file names to True for a user's; a look-up costs no call once the name is known."""

    def __missing__(self, filename: str) -> bool:
        answer = self[filename] = filename in _adopted or not is_library(filename)
        return answer


user_files = UserFiles()
is_user = user_files.__getitem__


def is_library(filename: str) -> bool:
    """Return True if a file came with Python, with an installed package or with this project."""
    return filename.startswith((*GENERATED, STRING, *_libraries)) or is_installed(filename)


def is_installed(filename: str) -> bool:
    """Return True if a file is an installed package's, such as aiohttp's."""
    return any(each in filename for each in INSTALLED)


def is_ours(filename: str) -> bool:
    """Return True if a file is this project's own."""
    return filename.startswith(PACKAGE)


def is_generated(code: CodeType) -> bool:
    """Return True if dataclasses, a named tuple or attrs have written this code."""
    if code.co_filename == STRING:
        return code.co_qualname.startswith("__create_fn__") or code.co_names == ("_tuple_new",)
    return code.co_filename.startswith((ATTRS, WRITTEN))


def adopt(filenames: Iterable[str]) -> None:
    """Take code without a file for the user's where it came with the call: ``python -c``, for instance.

    A real file is judged by its place: a closure of the standard library may travel by value, too.
    """
    _adopted.update(
        each for each in filenames if each.startswith("<") and not each.startswith(GENERATED)
    )
    user_files.clear()


def adopt_functions(*values: object) -> None:
    """Take the code of those values that are functions for the user's where it has no file."""
    codes = [code for each in values if (code := getattr(each, "__code__", None))]
    adopt(code.co_filename for code in codes if not is_generated(code))


def learn_standard_library() -> None:
    """Learn where the standard library is; called again when more than ``sys`` may be imported."""
    import os

    _libraries[:] = [PACKAGE, os.__file__.removesuffix("os.py")]
    user_files.clear()


def user_frame(depth: int = 2) -> FrameType | None:
    """Return the innermost frame of user code, or None; the search starts ``depth`` frames up."""
    frame: FrameType | None = sys._getframe(depth)
    while frame is not None and not user_files[frame.f_code.co_filename]:
        frame = frame.f_back
    return frame


def where() -> Place | None:
    """Return the place of the innermost frame of user code, or None."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and not user_files[frame.f_code.co_filename]:
        frame = frame.f_back
    return frame and (frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)


def place_in(frame: FrameType | None) -> Place | None:
    """Return the place that a frame has reached; None for no frame."""
    return frame and (frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)


def place_at(code: CodeType, offset: int) -> Place:
    """Return the place of the instruction at an offset, in bytes, of a code object."""
    lines = (line for start, end, line in code.co_lines() if start <= offset < end)
    return code.co_filename, next(lines, None), code.co_name


def place_of(error: BaseException | None) -> Place | None:
    """Return the place of the innermost frame of user code in an exception's traceback, or None."""
    place, step = None, getattr(error, "__traceback__", None)
    while step is not None:
        code = step.tb_frame.f_code
        if user_files[code.co_filename]:
            place = (code.co_filename, step.tb_lineno, code.co_name)
        step = step.tb_next
    return place


if "os" in sys.modules:  # not so in a child that is to be simulated, which learns that later
    learn_standard_library()
