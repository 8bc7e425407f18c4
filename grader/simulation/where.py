"""Whose code is it? The learner's frames among those of the libraries."""

import sys

_HERE = __file__[: -len("simulation/where.py")]
_LIBRARY = [_HERE]
_PACKAGES = []


class Known(dict):
    """File name → whether it is the user's; a look-up costs no call once the name is known."""

    def __missing__(self, filename):
        known = self[filename] = not filename.startswith(("<frozen", *_LIBRARY))
        return known


known = Known()
is_user = known.__getitem__  # whether code of this file is the learner's (or a check's)


def learn_library_paths():
    """Learn where the libraries are; called again when ``site`` has added its folders."""
    import os

    _PACKAGES[:] = [path + os.sep for path in sys.path if path.endswith("site-packages")]
    _LIBRARY[:] = [_HERE, os.__file__.removesuffix("os.py"), *_PACKAGES]
    known.clear()


def of_package(filename):
    """Whether code of this file is an installed package's, such as aiohttp's."""
    return filename.startswith(tuple(_PACKAGES))


def user_frame(depth=2):
    """The innermost frame of user code, or None."""
    frame = sys._getframe(depth)
    while frame is not None and not known[frame.f_code.co_filename]:
        frame = frame.f_back
    return frame


def where():
    """``(file, line, function)`` of the innermost frame of user code, or None."""
    frame = sys._getframe(1)
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
