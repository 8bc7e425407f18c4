"""A learner's answer to one exercise: Python source, and the names in it that the checks call.

The source is never run in this process. It is parsed here, so that a syntax error or a missing name is
reported at once; it runs in the attempt's child, where each name is looked up through its handle.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.judge.course import Exercise
from grader.judge.notebook import in_the_open
from grader.judge.verdict import NOT_ATTEMPTED

if TYPE_CHECKING:
    from grader.attempt import Subject
    from grader.attempt.session import Session

Source = tuple[str, str | bytes]
"""The name that tracebacks show for a source, and its text."""

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class NoAnswer(Exception):
    """The answer has nothing to run. `outcome` is the verdict's outcome, the text is its card."""

    def __init__(self, outcome: str, text: str) -> None:
        super().__init__(text)
        self.outcome = outcome


@dataclass(frozen=True)
class Answer:
    """One learner's answer: sources that run one after the other in one namespace."""

    sources: tuple[Source, ...]
    path: Path | None = field(default=None)

    @classmethod
    def in_file(cls, path: Path) -> "Answer":
        """Return the answer in a plain Python file."""
        return cls(((path.name, path.read_bytes()),), path)

    def subject(self, exercise: Exercise, session: "Session | None" = None) -> "Subject":
        """Return what the attempt's child runs: the answer, and the folder that learners were given."""
        from grader.attempt import Subject

        folder = exercise.chapter.released
        if self.path:
            return Subject(path=self.path, folder=folder, session=session)
        cells = [(name, text) for name, text in self.sources if isinstance(text, str)]
        return Subject(cells=cells, folder=folder, session=session)

    def handles(self, exercise: Exercise, session: "Session | None" = None) -> dict[str, Any]:
        """Return a handle for each name that the checks call; raise `NoAnswer` if there is none."""
        flags = 0 if self.path else ast.PyCF_ALLOW_TOP_LEVEL_AWAIT  # as in a notebook's cells
        defined = {name for each in self.sources for name in bound_names(*each, flags)}
        if exercise.name not in defined and "*" not in defined:
            raise NoAnswer(NOT_ATTEMPTED, missing(exercise.name, defined))
        subject = self.subject(exercise, session)
        return {name: subject.handle(name) for name in names_of(exercise)}


def names_of(exercise: Exercise) -> set[str]:
    """Return the names that the exercise's stub defines."""
    stubs = (in_the_open(cell.source, "pass") for cell in exercise.of("answer"))
    nodes = (node for stub in stubs for node in ast.parse(stub).body)
    defined = {node.name for node in nodes if isinstance(node, DEFINITIONS)}
    return defined | {exercise.name}


def bound_names(filename: str, text: str | bytes, flags: int) -> set[str]:
    """Return the names that the source binds at its top level; raise `NoAnswer` if it is no Python."""
    try:
        tree = ast.parse(text, filename)
        compile(text, filename, "exec", flags, dont_inherit=True)  # finds `await` in a plain `def`
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise NoAnswer("syntax error", syntax_error(filename, error, text)) from None
    return set(bound_in(tree.body))


def bound_in(nodes: list[ast.stmt]) -> Iterator[str]:
    """Yield the names bound outside of functions and classes; a star import yields `*`."""
    todo: list[ast.AST] = list(nodes)
    while todo:
        node = todo.pop()
        if isinstance(node, DEFINITIONS):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).split(".")[0]
        else:
            todo.extend(ast.iter_child_nodes(node))


def syntax_error(filename: str, error: Exception, text: str | bytes = "") -> str:
    """Return the card of a source that is no Python: the line, and a marker below the mistake."""
    if not isinstance(error, SyntaxError) or not (line := error.text or _line(text, error.lineno)):
        return f"This is no Python:\n{filename}: {error}"
    marker = " " * max((error.offset or 1) - 1, 0) + "^"
    shown = f"    {line.rstrip()}\n    {marker}"
    place = f"{filename}, line {error.lineno}"
    return f"This is no Python:\n{place}: {type(error).__name__}: {error.msg}\n{shown}"


def missing(name: str, defined: set[str]) -> str:
    """Return the card of a source that does not define the exercise's function."""
    near = get_close_matches(name, defined, n=1)
    hint = f" It defines {near[0]}: is that it? The name must be {name}." if near else ""
    return f"There is no {name} here.{hint}"


def _line(text: str | bytes, number: int | None) -> str:
    """Return a line of the source: some of the compiler's errors only have its number."""
    whole = text if isinstance(text, str) else text.decode("utf-8", "replace")
    lines = whole.splitlines()
    return lines[number - 1] if number and number <= len(lines) else ""
