"""Run a submission, whichever form it has, into something that finds its names."""

import importlib
import importlib.util
import linecache
import os
import sys
from pathlib import Path

from grader.attempt.absent import CellFailed, Missing
from grader.attempt.cells import Cells
from grader.source_files import is_library

_before: set = set()
_main = sys.modules["__main__"]


def execute(subject: dict):
    """The submission, run; its ``find(name)`` gives what it calls so."""
    forget()
    return File(subject["path"]) if subject["path"] else _cells(subject["cells"])


def _cells(cells: list) -> Cells:
    for filename, source in cells:
        lines = source.splitlines(keepends=True)
        linecache.cache[filename] = (len(source), None, lines, filename)
    return Cells().run(cells)


def forget() -> None:
    """Modules that the submission brought are loaded anew in every run, as it is itself."""
    if not _before:
        _before.update(sys.modules)
    sys.modules["__main__"] = _main
    for name in set(sys.modules) - _before:
        if not is_library(getattr(sys.modules[name], "__file__", None) or "<frozen"):
            del sys.modules[name]


class File:
    """A Python file, run as a module that can be imported by its name (as process pools do)."""

    def __init__(self, path: str):
        self.path, self.error = os.path.realpath(path), None
        self.module = self._new_module()
        try:
            self.module.__spec__.loader.exec_module(self.module)
        except BaseException as error:
            self.error = error

    def _new_module(self):
        name, folder = Path(self.path).stem, str(Path(self.path).parent)
        if name in sys.stdlib_module_names:  # an answer called queue.py is not to replace queue
            name = f"answer_{name}"
        if folder not in sys.path:
            sys.path.insert(0, folder)
        importlib.invalidate_caches()
        spec = importlib.util.spec_from_file_location(name, self.path)
        assert spec is not None
        sys.modules[name] = module = importlib.util.module_from_spec(spec)
        return module

    def find(self, name: str):
        """The value of a name; `CellFailed` or `Missing` when it has none."""
        if name in vars(self.module):
            return vars(self.module)[name]
        if self.error is not None:
            failed = CellFailed(name, Path(self.path).name)
            raise failed.with_traceback(self.error.__traceback__) from self.error
        raise Missing(name)
