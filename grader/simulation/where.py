"""Whose code is it? The learner's frames among those of the libraries."""

import sys

_HERE = __file__[: -len("simulation/where.py")]
_LIBRARY = [_HERE]
_PACKAGES = []
_known = {}


def learn_library_paths():
    """Learn where the libraries are; called again when ``site`` has added its folders."""
    import os

    _PACKAGES[:] = [path + os.sep for path in sys.path if path.endswith("site-packages")]
    _LIBRARY[:] = [_HERE, os.__file__.removesuffix("os.py"), *_PACKAGES]
    _known.clear()


def is_user(filename):
    """Whether code of this file is the learner's (or a check's), not a library's."""
    known = _known.get(filename)
    if known is None:
        known = _known[filename] = not filename.startswith(("<frozen", *_LIBRARY))
    return known


def of_package(filename):
    """Whether code of this file is an installed package's, such as aiohttp's."""
    return filename.startswith(tuple(_PACKAGES))


def user_frame(depth=2):
    """The innermost frame of user code, or None."""
    frame = sys._getframe(depth)
    while frame is not None:
        filename = frame.f_code.co_filename
        known = _known.get(filename)
        if known or (known is None and is_user(filename)):
            return frame
        frame = frame.f_back
    return None


def where():
    """``(file, line, function)`` of the innermost frame of user code, or None."""
    frame = user_frame(2)
    return frame and (frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)


def place_of(error):
    """``(file, line, function)`` of the innermost frame of user code in a traceback."""
    place, step = None, getattr(error, "__traceback__", None)
    while step is not None:
        code = step.tb_frame.f_code
        if is_user(code.co_filename):
            place = (code.co_filename, step.tb_lineno, code.co_name)
        step = step.tb_next
    return place
