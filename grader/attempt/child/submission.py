"""Loading what the judge sent: a fresh copy for every run, so that no run sees another's globals.

Run a submission, whichever form it has, into something that finds its names.

The child's side of a handle: the name's value in the submission, loaded once per run.
"""

import importlib
import importlib.util
import linecache
import os
import pickle
import sys
from pathlib import Path

from grader.attempt.child.cells import CellFailed, Cells, Missing
from grader.attempt.frames import learners
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


_known: dict = {}
_loaded: dict = {}


def begin(subjects: dict) -> None:
    """A run begins, on these submissions."""
    _known.clear()
    _known.update(subjects)
    _loaded.clear()


def end() -> None:
    """Forget what the last run has loaded."""
    _loaded.clear()
    forget()


def find(key: str, name: str):
    """What the submission calls by this name; its code runs at the first question of a run."""
    if key not in _loaded:
        _loaded[key] = execute(_known[key])
    return _loaded[key].find(name)


class Loader:
    """Called once per run: gives ``(function, arguments, keyword arguments)``, made anew.

    Loading may run the learner's code (the cells of a submission), so that in a simulation it
    belongs inside the world.
    """

    def __init__(self, setup: dict, payload: bytes):
        self.payload, self.subjects = payload, setup["subjects"]
        _remember_sources(setup["sources"])
        learners.adopt(setup["subjects"], setup["by_value"])

    def __call__(self):
        """The call, made anew."""
        _forget_classes()
        begin(self.subjects)
        return pickle.loads(self.payload)


def _remember_sources(sources: dict) -> None:
    """Let tracebacks show lines of files that exist in the judge's memory only: notebook cells."""
    for filename, lines in sources.items():
        linecache.cache[filename] = (sum(map(len, lines)), None, lines, filename)


def _forget_classes() -> None:
    """Forget classes that came by value, so that each load makes its own (and its own state)."""
    from cloudpickle import cloudpickle

    cloudpickle._DYNAMIC_CLASS_TRACKER_BY_ID.clear()
