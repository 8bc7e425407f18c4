"""Load what the judge has sent, anew for every run, so that no run sees the globals of another.

A call consists of a function and its arguments.  Where the call contains a handle (a name of a
submission), `find` gives the value of the name: the submission's code, a file or a notebook's cells, is
run at the first question of each run.
"""

import importlib
import importlib.util
import linecache
import os
import pickle
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.attempt.child.cells import Cell, CellFailed, Cells, Missing
from grader.attempt.frames import learners
from grader.source_files import is_library

Call = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
Subject = Mapping[str, Any]  # as `attempt.subject` describes a submission: its path, or its cells

_modules_before: set[str] = set()
_main = sys.modules["__main__"]
_subjects: dict[str, Subject] = {}
_loaded: dict[str, "Cells | File"] = {}


class Loader:
    """Gives the function and its arguments, made anew, each time that it is called.

    Loading may run the learner's code (the cells of a submission), so in a simulation the loader must
    be called inside the world.
    """

    def __init__(self, setup: Mapping[str, Any], payload: bytes) -> None:
        self.payload, self.subjects = payload, setup["subjects"]
        _remember_sources(setup["sources"])
        learners.adopt(setup["subjects"], setup["by_value"])

    def __call__(self) -> Call:
        """Return function, arguments and keyword arguments."""
        _forget_classes()
        begin(self.subjects)
        call: Call = pickle.loads(self.payload)
        return call


def begin(subjects: Mapping[str, Subject]) -> None:
    """Begin a run that may ask for names of these submissions."""
    _subjects.clear()
    _subjects.update(subjects)
    _loaded.clear()


def end() -> None:
    """Forget what the last run has loaded."""
    _loaded.clear()
    unload_modules()


def find(key: str, name: str) -> Any:
    """Return the value of a name of the submission; run the submission if this run has not done so."""
    if key not in _loaded:
        _loaded[key] = execute(_subjects[key])
    return _loaded[key].find(name)


def execute(subject: Subject) -> "Cells | File":
    """Run the submission and return its namespace, which has a method ``find(name)``."""
    unload_modules()
    return File(subject["path"]) if subject["path"] else _run_cells(subject["cells"])


def unload_modules() -> None:
    """Unload the modules that the submission has brought, so that every run imports them anew."""
    if not _modules_before:
        _modules_before.update(sys.modules)
    sys.modules["__main__"] = _main
    for name in set(sys.modules) - _modules_before:
        if not is_library(getattr(sys.modules[name], "__file__", None) or "<frozen"):
            del sys.modules[name]


class File:
    """A Python file, run as a module that can be imported by its name, as process pools do."""

    def __init__(self, path: str) -> None:
        self.path = os.path.realpath(path)
        self.error: BaseException | None = None
        self.module = self._new_module()
        try:
            self.module.__spec__.loader.exec_module(self.module)  # type: ignore[union-attr]
        except BaseException as error:
            self.error = error

    def find(self, name: str) -> Any:
        """Return the value of a name; raise `CellFailed` or `Missing` if the name has none."""
        if name in vars(self.module):
            return vars(self.module)[name]
        if self.error is not None:
            failed = CellFailed(name, Path(self.path).name)
            raise failed.with_traceback(self.error.__traceback__) from self.error
        raise Missing(name)

    def _new_module(self) -> ModuleType:
        name, folder = Path(self.path).stem, str(Path(self.path).parent)
        if name in sys.stdlib_module_names:  # an answer called queue.py must not replace queue
            name = f"answer_{name}"
        if folder not in sys.path:
            sys.path.insert(0, folder)
        importlib.invalidate_caches()
        spec = importlib.util.spec_from_file_location(name, self.path)
        assert spec is not None
        sys.modules[name] = module = importlib.util.module_from_spec(spec)
        return module


def _run_cells(cells: list[Cell]) -> Cells:
    _remember_sources({name: source.splitlines(keepends=True) for name, source in cells})
    return Cells().run(cells)


def _remember_sources(sources: Mapping[str, Iterable[str]]) -> None:
    """Let tracebacks show lines of files that exist in the judge's memory only: notebook cells."""
    for filename, lines in sources.items():
        size = sum(map(len, lines))
        linecache.cache[filename] = (size, None, list(lines), filename)


def _forget_classes() -> None:
    """Forget classes that came by value, so that each load makes its own (and its own state)."""
    from cloudpickle import cloudpickle

    cloudpickle._DYNAMIC_CLASS_TRACKER_BY_ID.clear()
