"""Tell whose code a file is: the user's (a learner's or a check's), an installed package's, Python's, or ours.

This is the one answer for the whole project: scheduling points, cards, recordings and suspicions all ask
here.  The simulation asks before anything but ``sys`` may be imported, so this module imports nothing else.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # that of `typing` may not be imported here
if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import CodeType, FrameType

    Place = tuple[str, int, str]  # file, line, function

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


class Known(dict[str, bool]):
    """File name → True if the file is the user's; a look-up costs no call once the name is known."""

    def __missing__(self, filename: str) -> bool:
        known = self[filename] = filename in _adopted or not is_library(filename)
        return known


known = Known()
is_user = known.__getitem__


def is_library(filename: str) -> bool:
    """Return True if a file came with Python, with an installed package or with this project."""
    return filename.startswith((*GENERATED, *_libraries)) or is_installed(filename)


def is_installed(filename: str) -> bool:
    """Return True if a file is an installed package's, such as aiohttp's."""
    return any(each in filename for each in INSTALLED)


def is_ours(filename: str) -> bool:
    """Return True if a file is this project's own."""
    return filename.startswith(PACKAGE)


def adopt(filenames: Iterable[str]) -> None:
    """Take code without a file for the user's where it came with the call: ``python -c``, for instance.

    A real file is judged by its place: a closure of the standard library may travel by value, too.
    """
    _adopted.update(each for each in filenames if each.startswith("<"))
    known.clear()


def learn_standard_library() -> None:
    """Learn where the standard library is; called again when more than ``sys`` may be imported."""
    import os

    _libraries[:] = [PACKAGE, os.__file__.removesuffix("os.py")]
    known.clear()


if "os" in sys.modules:  # in a child that is to be simulated not even that is loaded yet
    learn_standard_library()


def user_frame(depth: int = 2) -> FrameType | None:
    """Return the innermost frame of user code, or None; ``depth`` 1 begins at the caller."""
    frame: FrameType | None = sys._getframe(depth)
    while frame is not None and not known[frame.f_code.co_filename]:
        frame = frame.f_back
    return frame


def where() -> Place | None:
    """Return the place of the innermost frame of user code, or None."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and not known[frame.f_code.co_filename]:
        frame = frame.f_back
    return frame and (frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)


def place_in(frame: FrameType | None) -> Place | None:
    """Return the place at which a frame is now; None for None."""
    return frame and (frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)


def place_at(code: CodeType, offset: int) -> tuple[str, int | None, str]:
    """Return the place of an instruction of a code object."""
    lines = (line for start, end, line in code.co_lines() if start <= offset < end)
    return code.co_filename, next(lines, None), code.co_name


def place_of(error: BaseException | None) -> Place | None:
    """Return the place of the innermost frame of user code in an error's traceback, or None."""
    place, step = None, getattr(error, "__traceback__", None)
    while step is not None:
        code = step.tb_frame.f_code
        if known[code.co_filename]:
            place = (code.co_filename, step.tb_lineno, code.co_name)
        step = step.tb_next
    return place
