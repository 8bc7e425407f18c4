"""Run the cells of a notebook, one after the other, in one namespace.

An error in a cell costs only the names that the cell would have defined: it is kept, and raised
when one of these names is asked for.

Why a name of a submission has no value.

IPython's spellings in a cell, without IPython: kept from being errors, seldom obeyed.

Line numbers never change, so that errors point to the learner's lines.
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
from functools import cache


class Missing(NameError):
    """The submission does not define this name."""

    def __init__(self, name: str):
        super().__init__(name)
        self.name = name

    def __str__(self):
        return f"`{self.name}` is not defined"


class CellFailed(Exception):
    """The cell that defines this name raised an error (its cause) before it got there."""

    def __init__(self, name: str, cell: str):
        super().__init__(name, cell)
        self.name, self.cell = name, cell

    def __str__(self):
        return f"`{self.name}` is not defined, because {self.cell} raised {_short(self.__cause__)}"


def _short(error: BaseException | None) -> str:
    text = f"{type(error).__name__}: {error}"
    return text if len(text) <= 200 else text[:199] + "…"


RUN_THE_BODY = {"time", "capture", "prun", "timeline"}
ASSIGNED = re.compile(r"^(\s*[\w., ]+=\s*)[!%].*$")
TIMED = re.compile(r"^(\s*)%time\s+(.+)$")
LINE = re.compile(r"^(\s*)([!%?]|[\w.]+\?{1,2}\s*$)")


def without_cell_magic(source: str) -> str:
    """A cell that begins with ``%%magic`` as the Python that stands for it."""
    blank_lines = re.match(r"\s*", source)
    body = source[blank_lines.end() :] if blank_lines else source
    if not body.startswith("%%"):
        return source
    line, _, rest = body.partition("\n")
    name, *arguments = shlex.split(line[2:]) or [""]
    if name in ("writefile", "file"):
        return _write(arguments, rest)
    return source[: -len(body)] + "\n" + rest if name in RUN_THE_BODY else ""


def _write(arguments: list[str], text: str) -> str:
    mode = "a" if set(arguments) & {"-a", "--append"} else "w"
    names = [each for each in arguments if not each.startswith("-")]
    return f"with open({names[-1]!r}, {mode!r}, encoding='utf-8') as _: _.write({text!r})\n"


def without_line_magic(source: str, number: int | None) -> str | None:
    """The source with the magic in this line made harmless; None when there is none.

    Called for a line that is a syntax error, so that a ``%`` that goes on with an expression, or
    stands in a text, is never taken for a magic.
    """
    lines = source.split("\n")
    if not number or number > len(lines):
        return None
    harmless = _harmless(lines[number - 1])
    if harmless is None:
        return None
    return "\n".join([*lines[: number - 1], harmless, *lines[number:]])


def _harmless(line: str) -> str | None:
    if timed := TIMED.match(line):
        return timed[1] + timed[2]
    if assigned := ASSIGNED.match(line):
        return assigned[1] + "None"
    if magic := LINE.match(line):
        return magic[1] + "pass"
    return None


DEFINITION = re.compile(r"^(?:async\s+)?(?:def|class)\s+(\w+)|^(\w+)\s*=", re.MULTILINE)
STORES = {"STORE_NAME", "STORE_GLOBAL"}


class Cells:
    """The namespace that cells are run in, as ``__main__``, and what went wrong in it."""

    def __init__(self):
        self.module = types.ModuleType("__main__")
        self.module.__builtins__ = builtins
        self.values = vars(self.module)
        self.values |= {"display": print, "get_ipython": NoShell}
        self.failures = {}
        self.runner = None  # the loop of all cells that await

    def run(self, cells: list) -> "Cells":
        """Run all of them."""
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
            names, failure = names_defined(filename, source), (f"cell {number}", error)
        else:
            names, failure = names_defined(filename, source), None
        self._note(names, before, failure)

    def _execute(self, code: types.CodeType) -> None:
        importlib.invalidate_caches()  # for the module that the cell before has written
        if code.co_flags & inspect.CO_COROUTINE:
            self.runner = self.runner or asyncio.Runner()
            self.runner.run(types.FunctionType(code, self.values)())
        else:
            exec(code, self.values)

    def _note(self, names: set, before: dict, failure: tuple | None) -> None:
        nothing = object()
        for name in names:
            bound = self.values.get(name, nothing) is not before.get(name, nothing)
            if failure and not bound:
                self.failures[name] = failure
            else:
                self.failures.pop(name, None)

    def find(self, name: str):
        """The value of a name; `CellFailed` or `Missing` when it has none."""
        if name in self.failures:
            cell, error = self.failures[name]
            raise CellFailed(name, cell).with_traceback(error.__traceback__) from error
        if name not in self.values:
            raise Missing(name)
        return self.values[name]


class NoShell:
    """Stands for IPython's shell, of which nothing happens here."""

    def __getattr__(self, _name):
        return lambda *_args, **_kwargs: None


@cache
def compiled(filename: str, source: str) -> types.CodeType:
    """A cell as code, which is a coroutine's when there is an ``await`` at its top level."""
    source = without_cell_magic(source)
    while True:
        try:
            return compile(source, filename, "exec", PyCF_ALLOW_TOP_LEVEL_AWAIT, True)
        except SyntaxError as error:
            harmless = without_line_magic(source, error.lineno)
            if harmless is None or harmless == source:
                raise
            source = harmless


def names_defined(filename: str, source: str) -> set[str]:
    """The names that a cell binds at its top level, were it to run to its end."""
    try:
        code = compiled(filename, source)
    except (SyntaxError, ValueError):
        return {first or second for first, second in DEFINITION.findall(source)}
    return {each.argval for each in dis.get_instructions(code) if each.opname in STORES}
