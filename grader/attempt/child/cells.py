"""Run the cells of a notebook, one after the other, in one namespace.

An error in a cell costs only the names that the cell would have defined: the error is kept, and
raised when one of these names is asked for.

IPython's magics in a cell must not be errors, though there is no IPython here: most are ignored, a few
are replaced by the Python that stands for them.  Line numbers never change, so that errors point to the
learner's lines.
"""

import asyncio
import builtins
import dis
import importlib
import inspect
import re
import shlex
import sys
import types
from ast import PyCF_ALLOW_TOP_LEVEL_AWAIT
from collections.abc import Callable
from functools import cache
from typing import Any

RUN_THE_BODY = {"time", "capture", "prun", "timeline"}
ASSIGNED = re.compile(r"^(\s*[\w., ]+=\s*)[!%].*$")
TIMED = re.compile(r"^(\s*)%time\s+(.+)$")
LINE = re.compile(r"^(\s*)([!%?]|[\w.]+\?{1,2}\s*$)")
DEFINITION = re.compile(r"^(?:async\s+)?(?:def|class)\s+(\w+)|^(\w+)\s*=", re.MULTILINE)
STORES = {"STORE_NAME", "STORE_GLOBAL"}

Cell = tuple[str, str]  # file name and source
Failed = tuple[str, BaseException]  # which cell raised which error


class Missing(NameError):
    """The submission does not define this name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"`{self.name}` is not defined"


class CellFailed(Exception):
    """The cell that defines this name raised an error (the cause of this one) before it did so."""

    def __init__(self, name: str, cell: str) -> None:
        super().__init__(name, cell)
        self.name, self.cell = name, cell

    def __str__(self) -> str:
        return f"`{self.name}` is not defined, because {self.cell} raised {_short(self.__cause__)}"


class Cells:
    """The namespace in which cells are run, as ``__main__``, and the errors that they have raised."""

    def __init__(self) -> None:
        self.module = types.ModuleType("__main__")
        self.values = vars(self.module)
        self.values |= {"__builtins__": builtins, "display": print, "get_ipython": NoShell}
        self.failures: dict[str, Failed] = {}  # by the name that has no value because of it
        self.runner: asyncio.Runner | None = None  # one loop for all cells that await

    def run(self, cells: list[Cell]) -> "Cells":
        """Run all cells in their order; return this namespace."""
        sys.modules["__main__"] = self.module
        for number, (filename, source) in enumerate(cells, 1):
            self._run(filename, source, number)
        if self.runner is not None:
            self.runner.close()
        return self

    def _run(self, filename: str, source: str, number: int) -> None:
        before = dict(self.values)
        try:
            self._execute(compiled(filename, source))
        except BaseException as error:
            self._note(names_defined(filename, source), before, (f"cell {number}", error))
        else:
            self._note(names_defined(filename, source), before, None)

    def _execute(self, code: types.CodeType) -> None:
        importlib.invalidate_caches()  # the cell before may have written a module
        if code.co_flags & inspect.CO_COROUTINE:
            self.runner = self.runner or asyncio.Runner()
            self.runner.run(types.FunctionType(code, self.values)())
        else:
            exec(code, self.values)

    def _note(self, names: set[str], before: dict[str, Any], failure: Failed | None) -> None:
        nothing = object()
        for name in names:
            bound = self.values.get(name, nothing) is not before.get(name, nothing)
            if failure and not bound:
                self.failures[name] = failure
            else:
                self.failures.pop(name, None)

    def find(self, name: str) -> Any:
        """Return the value of a name; raise `CellFailed` or `Missing` if the name has none."""
        if name in self.failures:
            cell, error = self.failures[name]
            raise CellFailed(name, cell).with_traceback(error.__traceback__) from error
        if name not in self.values:
            raise Missing(name)
        return self.values[name]


class NoShell:
    """Stands for IPython's shell: every method does nothing."""

    def __getattr__(self, _name: str) -> Callable[..., None]:
        return lambda *_args, **_kwargs: None


@cache
def compiled(filename: str, source: str) -> types.CodeType:
    """Return a cell as code, which is a coroutine's if there is an ``await`` at its top level."""
    source = without_cell_magic(source)
    while True:
        try:
            code: types.CodeType = compile(
                source, filename, "exec", PyCF_ALLOW_TOP_LEVEL_AWAIT, True
            )
            return code
        except SyntaxError as error:
            harmless = without_line_magic(source, error.lineno)
            if harmless is None or harmless == source:
                raise
            source = harmless


def names_defined(filename: str, source: str) -> set[str]:
    """Return the names that a cell binds at its top level if it runs to its end."""
    try:
        code = compiled(filename, source)
    except (SyntaxError, ValueError):
        return {first or second for first, second in DEFINITION.findall(source)}
    return {each.argval for each in dis.get_instructions(code) if each.opname in STORES}


def without_cell_magic(source: str) -> str:
    """Return a cell that begins with ``%%magic`` as the Python that stands for it."""
    blank_lines = re.match(r"\s*", source)
    body = source[blank_lines.end() :] if blank_lines else source
    if not body.startswith("%%"):
        return source
    line, _, rest = body.partition("\n")
    name, *arguments = shlex.split(line[2:]) or [""]
    if name in ("writefile", "file"):
        return _write(arguments, rest)
    return source[: -len(body)] + "\n" + rest if name in RUN_THE_BODY else ""


def without_line_magic(source: str, number: int | None) -> str | None:
    """Return the source with the magic in this line made harmless; None if there is no magic in the line.

    Call this for a line that is a syntax error only: then a ``%`` that continues an expression, or
    stands in a text, is never taken for a magic.
    """
    lines = source.split("\n")
    if not number or number > len(lines):
        return None
    harmless = _harmless(lines[number - 1])
    if harmless is None:
        return None
    return "\n".join([*lines[: number - 1], harmless, *lines[number:]])


def _short(error: BaseException | None) -> str:
    text = f"{type(error).__name__}: {error}"
    return text if len(text) <= 200 else text[:199] + "…"


def _write(arguments: list[str], text: str) -> str:
    mode = "a" if set(arguments) & {"-a", "--append"} else "w"
    names = [each for each in arguments if not each.startswith("-")]
    return f"with open({names[-1]!r}, {mode!r}, encoding='utf-8') as _: _.write({text!r})\n"


def _harmless(line: str) -> str | None:
    if timed := TIMED.match(line):
        return timed[1] + timed[2]
    if assigned := ASSIGNED.match(line):
        return assigned[1] + "None"
    if magic := LINE.match(line):
        return magic[1] + "pass"
    return None
