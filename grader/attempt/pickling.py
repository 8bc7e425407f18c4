"""Pack a call, with everything that its functions refer to, for the way from the judge to the child.

`pack` pickles the functions of a notebook by value and adds the lines of their cells, so that an
error in the child can be shown with the learner's own text.  If a value cannot be pickled, `pack` raises
`Unsendable`, with the name of the variable that has this value.

A submission (`Subject`) never runs in the judge.  The judge has the text of the submission, and handles
(`Handle`) that `simulate`, `explore` and `record` accept in place of a function; only the child turns
a handle into the function that the handle stands for.
"""

import dis
import io
import linecache
import opcode
import os
import types
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import IO, Any, NoReturn

import cloudpickle

from grader.attempt.protocol import call
from grader.attempt.reducers import Refused, reduce
from grader.attempt.session import Session
from grader.fakes import Fake
from grader.source_files import WRITTEN, is_generated

FIND = "grader.attempt.child.submission:find"
_numbers = count(1)


class Subject:
    """A submission: the cells of a notebook as ``(file name, source)``, or a Python file.

    The cells run in a private folder with copies of the files of ``folder`` (those that were handed in
    or given out with the notebook).  Calls with a handle of the submission run in ``session``, or in a
    session of the submission's own if None is given.
    """

    def __init__(
        self,
        cells: Iterable[tuple[str, str]] = (),
        path: str | Path | None = None,
        folder: str | Path | None = None,
        session: Session | None = None,
    ) -> None:
        self.cells = [(filename, source) for filename, source in cells]
        self.path = (
            None if path is None else str(Path(path).absolute())
        )  # a child has another current folder
        self.folder = None if folder is None else str(folder)
        self.key, self.session = f"subject {next(_numbers)}", session or Session()

    def handle(self, name: str) -> "Handle":
        """Return a handle of this name; the submission need not define the name."""
        return Handle(self, name)

    def as_dict(self) -> dict[str, Any]:
        """Return the submission as plain data, which can be sent to the child."""
        return {"cells": self.cells, "path": self.path, "folder": self.folder}


class Handle:
    """Stands for a name of a submission; give it to `simulate`, `explore` or `record`."""

    def __init__(self, subject: Subject, name: str) -> None:
        self.subject = subject
        self.__name__ = self.__qualname__ = name

    def __call__(self, *_args: object, **_kwargs: object) -> NoReturn:
        """Raise TypeError: the submission's code does not run in the judge."""
        raise TypeError(
            f"`{self.__name__}` belongs to the submission, which runs in a child process only: "
            f"write simulate({self.__name__}, …) instead of {self.__name__}(…), "
            "or call it in a function that you give to simulate()"
        )

    def __repr__(self) -> str:
        return self.__name__

    def reduce_to_lookup(self) -> tuple[Any, ...]:
        """Return what pickle needs to look the name up in the child, which needs the submission, too."""
        return call, (FIND, self.subject.key, self.__name__)


ANONYMOUS = "<dynamic-code>"  # the file name that cloudpickle gives to all code
# The body of a class in a function names globals by other opcodes, which cloudpickle overlooks.
IN_CLASS_BODIES = {"LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS"} & opcode.opmap.keys()
cloudpickle.cloudpickle.GLOBAL_OPS += tuple(opcode.opmap[name] for name in IN_CLASS_BODIES)


GLOBAL_NAMES = {"LOAD_GLOBAL", "LOAD_NAME", "STORE_GLOBAL", "DELETE_GLOBAL"}

Call = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
"""A function, its arguments and its keyword arguments."""

Part = tuple[str, Any]
"""A variable: its description, and its value."""

Failure = Callable[[Any], Exception | None]
"""A function that returns what goes wrong when a value is sent, or None."""


class Unsendable(TypeError):
    """Raised for a call that refers to something that cannot be sent to the child process."""


@dataclass
class Package:
    """A pickled call (``payload``), and what the judge and the child need to know about it."""

    payload: bytes = b""
    sources: dict[str, list[str]] = field(default_factory=dict)
    by_value: set[str] = field(default_factory=set)
    subjects: dict[str, dict[str, Any]] = field(default_factory=dict)
    session: Session | None = None  # the session of the first submission in the call
    fakes: list[Fake] = field(default_factory=list)


class Pickler(cloudpickle.Pickler):  # type: ignore[misc]  # cloudpickle ships no types
    """Pickles what cloudpickle does and what `reducers` add; notes in the package which sources to send."""

    def __init__(self, file: IO[bytes], package: Package) -> None:
        super().__init__(file)
        self.package = package

    def reducer_override(self, value: Any) -> Any:
        """Return what pickle needs of the value: by our reducer if there is one, else by cloudpickle's."""
        if isinstance(value, Fake):
            self.package.fakes.append(value)
        reduced = _of_subject(value, self.package)
        if type(value) is types.CodeType:
            reduced = _with_its_file(value)
        if reduced is NotImplemented:
            reduced = reduce(value)
        if reduced is NotImplemented:
            reduced = super().reducer_override(value)
        if (
            reduced is not NotImplemented
            and type(value) is types.FunctionType
            and not is_generated(value.__code__)
        ):
            _note_source(value.__code__.co_filename, self.package)
        return reduced


def pack(call: Call) -> Package:
    """Return the call as bytes, with the sources that it needs; raise `Unsendable` if it cannot be pickled."""
    package, file = Package(), io.BytesIO()
    try:
        Pickler(file, package).dump(call)
    except Exception as error:
        raise Unsendable(_explain(call, error)) from None
    package.payload = file.getvalue()
    if package.subjects:  # a submission must not read the code that judges it
        package.sources.clear()
    return package


def _of_subject(value: Any, package: Package) -> Any:
    """Return what pickle needs of a handle, and note its submission, which has to be sent, too."""
    if type(value) is not Handle:
        return NotImplemented
    package.subjects[value.subject.key] = value.subject.as_dict()
    package.session = package.session or value.subject.session
    return value.reduce_to_lookup()


def _with_its_file(code: types.CodeType) -> tuple[Any, ...]:
    """Return what pickle needs of a code object, with the name of its file; of generated code, with `WRITTEN`.

    From version 3.1.3 on cloudpickle replaces the file's name, without which no line could be shown.
    """
    filename = WRITTEN if is_generated(code) else code.co_filename
    make, parts = cloudpickle.cloudpickle._code_reduce(code)
    names = (ANONYMOUS, code.co_filename)
    return make, tuple(filename if type(part) is str and part in names else part for part in parts)


def _note_source(filename: str, package: Package) -> None:
    """Note a file whose function is pickled by value, and its lines if the child cannot read the file."""
    package.by_value.add(filename)
    if filename in package.sources or os.path.exists(filename):  # noqa: PTH110 (may be no path)
        return
    package.sources[filename] = linecache.getlines(filename)


def _explain(call: Call, error: Exception) -> str:
    """Return the message for a call that cannot be pickled: which variable, why, and what to do."""
    where, cause = culprit(call, _failure) or ("something in this call", error)
    if isinstance(cause, Refused):
        return f"{where} is {cause.what}, which cannot be sent to the child process: {cause.advice}"
    reason = str(cause).splitlines()[0] if str(cause) else type(cause).__name__
    return f"{where} cannot be sent to the child process ({reason}): make it inside the function"


def _failure(value: Any) -> Exception | None:
    """Return the error that is raised when the value alone is pickled; None if there is none."""
    try:
        Pickler(io.BytesIO(), Package()).dump(value)
    except Exception as error:
        return error
    return None


# -- which variable holds the object that cannot be sent? ---------------------------------------


def culprit(call: tuple[Any, ...], failure: Failure) -> tuple[str, Exception] | None:
    """Return ``(description, error)`` of the innermost variable for which ``failure`` returns an error."""
    function, args, kwargs = call
    parts = [
        (f"the function `{getattr(function, '__name__', function)}`", function),
        *((f"argument {number}", value) for number, value in enumerate(args, 1)),
        *((f"the argument `{name}`", value) for name, value in kwargs.items()),
    ]
    return _first(parts, failure, set())


def _first(parts: list[Part], failure: Failure, seen: set[int]) -> tuple[str, Exception] | None:
    """Return the same of the first part with an error; skip values whose ids are in ``seen``."""
    for description, value in parts:
        if id(value) in seen:
            continue
        seen.add(id(value))
        error = failure(value)
        if error is not None:
            return _first(_variables(value), failure, seen) or (description, error)
    return None


def _variables(value: Any) -> list[Part]:
    """Return the variables to which a function refers; also of a method, a partial or a class."""
    function = getattr(value, "__func__", getattr(value, "func", value))
    if isinstance(function, type):
        return [part for each in vars(function).values() for part in _variables(each)]
    if not isinstance(function, types.FunctionType):
        return []
    return [*_globals(function), *_closure(function)]


def _globals(function: types.FunctionType) -> list[Part]:
    """Return the global variables that the function uses and that exist, in the order of their names."""
    names = sorted(_names(function.__code__))
    present = [name for name in names if name in function.__globals__]
    return [(f"the global variable `{name}`", function.__globals__[name]) for name in present]


def _names(code: types.CodeType) -> set[str]:
    """Return the names of globals in the code and in the code of its inner functions."""
    used = {each.argval for each in dis.get_instructions(code) if each.opname in GLOBAL_NAMES}
    inner = [each for each in code.co_consts if isinstance(each, types.CodeType)]
    return used.union(*map(_names, inner))


def _closure(function: types.FunctionType) -> list[Part]:
    """Return the variables of enclosing functions that the function uses and that have a value."""
    cells = zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
    return [(f"the variable `{name}`", cell.cell_contents) for name, cell in cells if _full(cell)]


def _full(cell: types.CellType) -> bool:
    """Return True if the cell of a closure has a value."""
    try:
        cell.cell_contents  # noqa: B018 (reading is the test)
    except ValueError:
        return False
    return True
