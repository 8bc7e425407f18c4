"""From the judge to the child: a call, with everything its functions refer to.

Functions of a notebook travel by value, with the lines of their cells, so that what goes wrong in
the child is told with the learner's own text.  What cannot travel is refused by the name of the
variable that holds it.

A submission (`Subject`) never runs in the judge.  The judge holds the text of the submission, and handles that
`simulate`, `explore` and `record` accept in place of a function; only the child turns a handle into the
function that the handle stands for.
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

    Cells run in a private folder, in which the files of ``folder`` (those that were handed in or
    given out with the notebook) are found under their names.  Calls with a handle of it run in its
    ``session``: one of its own, unless it is given another.
    """

    def __init__(
        self,
        cells: Iterable[tuple[str, str]] = (),
        path: str | Path | None = None,
        folder: str | Path | None = None,
        session: Session | None = None,
    ) -> None:
        self.cells = [(filename, source) for filename, source in cells]
        self.path = None if path is None else str(Path(path).absolute())  # a child's cwd is its own
        self.folder = None if folder is None else str(folder)
        self.key, self.session = f"subject {next(_numbers)}", session or Session()

    def handle(self, name: str) -> "Handle":
        """What stands for a name of the submission, whether it defines that name or not."""
        return Handle(self, name)

    def as_dict(self) -> dict[str, Any]:
        """Return the submission as plain data, to travel to the child."""
        return {"cells": self.cells, "path": self.path, "folder": self.folder}


class Handle:
    """Stands for a name of a submission; give it to `simulate`, `explore` or `record`."""

    def __init__(self, subject: Subject, name: str) -> None:
        self.subject = subject
        self.__name__ = self.__qualname__ = name

    def __call__(self, *_args: object, **_kwargs: object) -> NoReturn:
        """Refuse: the submission's code does not run in the judge."""
        raise TypeError(
            f"`{self.__name__}` belongs to the submission, which runs in a child process only: "
            f"write simulate({self.__name__}, …) instead of {self.__name__}(…), "
            "or call it in a function that you give to simulate()"
        )

    def __repr__(self) -> str:
        return self.__name__

    def reduce_to_lookup(self) -> tuple[Any, ...]:
        """Return what pickle needs; the submission has to travel along."""
        return call, (FIND, self.subject.key, self.__name__)


ANONYMOUS = "<dynamic-code>"  # what cloudpickle calls every file
# The body of a class in a function names globals by other opcodes, which cloudpickle overlooks.
IN_CLASS_BODIES = {"LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS"} & opcode.opmap.keys()
cloudpickle.cloudpickle.GLOBAL_OPS += tuple(opcode.opmap[name] for name in IN_CLASS_BODIES)


GLOBAL_NAMES = {"LOAD_GLOBAL", "LOAD_NAME", "STORE_GLOBAL", "DELETE_GLOBAL"}

Call = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
"""A function, its arguments and its keyword arguments."""

Part = tuple[str, Any]
"""A variable: its description, and its value."""

Failure = Callable[[Any], Exception | None]
"""What goes wrong with a value."""


class Unsendable(TypeError):
    """A call refers to something that cannot be sent to the child process."""


@dataclass
class Package:
    """A call ready to be sent."""

    payload: bytes = b""
    sources: dict[str, list[str]] = field(default_factory=dict)
    by_value: set[str] = field(default_factory=set)
    subjects: dict[str, dict[str, Any]] = field(default_factory=dict)
    session: Session | None = None  # that of the first submission in the call
    fakes: list[Fake] = field(default_factory=list)


class Pickler(cloudpickle.Pickler):
    """Cloudpickle, with what learners keep in globals, and noting whose source has to come along."""

    def __init__(self, file: IO[bytes], package: Package) -> None:
        super().__init__(file)
        self.package = package

    def reducer_override(self, value: Any) -> Any:
        """Our reducer, where there is one, else cloudpickle's."""
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
    """A call ``(function, arguments, keyword arguments)`` as bytes and the sources it needs."""
    package, file = Package(), io.BytesIO()
    try:
        Pickler(file, package).dump(call)
    except Exception as error:
        raise Unsendable(_explain(call, error)) from None
    package.payload = file.getvalue()
    if package.subjects:  # what judges a submission is not for it to read
        package.sources.clear()
    return package


def _of_subject(value: Any, package: Package) -> Any:
    """Return what pickle needs of a handle, and note its submission: it has to travel along."""
    if type(value) is not Handle:
        return NotImplemented
    package.subjects[value.subject.key] = value.subject.as_dict()
    package.session = package.session or value.subject.session
    return value.reduce_to_lookup()


def _with_its_file(code: types.CodeType) -> tuple[Any, ...]:
    """Return what pickle needs of a code object, with the name of its file, or that of generated code.

    From version 3.1.3 on cloudpickle forgets the file's name: then no line could be shown.
    """
    filename = WRITTEN if is_generated(code) else code.co_filename
    make, parts = cloudpickle.cloudpickle._code_reduce(code)
    names = (ANONYMOUS, code.co_filename)
    return make, tuple(filename if type(part) is str and part in names else part for part in parts)


def _note_source(filename: str, package: Package) -> None:
    package.by_value.add(filename)
    if filename in package.sources or os.path.exists(filename):  # noqa: PTH110 (may be no path)
        return
    package.sources[filename] = linecache.getlines(filename)


def _explain(call: Call, error: Exception) -> str:
    where, cause = culprit(call, _failure) or ("something in this call", error)
    if isinstance(cause, Refused):
        return f"{where} is {cause.what}, which cannot be sent to the child process: {cause.advice}"
    reason = str(cause).splitlines()[0] if str(cause) else type(cause).__name__
    return f"{where} cannot be sent to the child process ({reason}): make it inside the function"


def _failure(value: Any) -> Exception | None:
    """What goes wrong when the value is sent on its own."""
    try:
        Pickler(io.BytesIO(), Package()).dump(value)
    except Exception as error:
        return error
    return None


# -- which variable holds the object that cannot be sent? ---------------------------------------


def culprit(call: tuple[Any, ...], failure: Failure) -> tuple[str, Exception] | None:
    """``(description, error)`` of the innermost variable for which ``failure(value)`` is an error."""
    function, args, kwargs = call
    parts = [
        (f"the function `{getattr(function, '__name__', function)}`", function),
        *((f"argument {number}", value) for number, value in enumerate(args, 1)),
        *((f"the argument `{name}`", value) for name, value in kwargs.items()),
    ]
    return _first(parts, failure, set())


def _first(parts: list[Part], failure: Failure, seen: set[int]) -> tuple[str, Exception] | None:
    for description, value in parts:
        if id(value) in seen:
            continue
        seen.add(id(value))
        error = failure(value)
        if error is not None:
            return _first(_variables(value), failure, seen) or (description, error)
    return None


def _variables(value: Any) -> list[Part]:
    """The variables that a function (also behind a method or a partial) refers to."""
    function = getattr(value, "__func__", getattr(value, "func", value))
    if isinstance(function, type):
        return [part for each in vars(function).values() for part in _variables(each)]
    if not isinstance(function, types.FunctionType):
        return []
    return [*_globals(function), *_closure(function)]


def _globals(function: types.FunctionType) -> list[Part]:
    names = sorted(_names(function.__code__))
    present = [name for name in names if name in function.__globals__]
    return [(f"the global variable `{name}`", function.__globals__[name]) for name in present]


def _names(code: types.CodeType) -> set[str]:
    used = {each.argval for each in dis.get_instructions(code) if each.opname in GLOBAL_NAMES}
    inner = [each for each in code.co_consts if isinstance(each, types.CodeType)]
    return used.union(*map(_names, inner))


def _closure(function: types.FunctionType) -> list[Part]:
    cells = zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
    return [(f"the variable `{name}`", cell.cell_contents) for name, cell in cells if _full(cell)]


def _full(cell: types.CellType) -> bool:
    try:
        cell.cell_contents  # noqa: B018 (asking is the test)
    except ValueError:
        return False
    return True
