"""What of a submission belongs to one exercise: the answer, and whatever it needs of other cells.

A notebook's cells draw, record and try things out, which may take minutes and is not what is
judged.  So a program slice is taken: the answer's cell whole, and from the cells before the check
those statements that bind a name which the slice uses.  Lines keep their numbers.
"""

import ast
import dis
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType

from grader.attempt.child.cells import without_cell_magic, without_line_magic
from grader.classroom.assignment import Master
from grader.judge.answer import Source, bound_in
from grader.judge.course import Exercise
from grader.judge.notebook import Cell

NO_PYTHON = (SyntaxError, ValueError, IndexError, RecursionError, MemoryError)


@dataclass(frozen=True)
class Statement:
    """One statement at the top level of a cell: what it binds and uses, and its lines."""

    node: ast.stmt
    binds: frozenset[str]
    uses: frozenset[str]
    lines: range


@dataclass
class Block:
    """A cell's code, and which of its statements are in the slice."""

    name: str
    text: str
    statements: tuple[Statement, ...]
    chosen: set[int]

    @property
    def used(self) -> set[str]:
        """The names that the chosen statements refer to."""
        return set().union(*(self.statements[number].uses for number in self.chosen))

    def choose(self, needed: set[str]) -> set[str]:
        """Take in the statements that bind what is needed; the names that these use in turn."""
        wanted = needed | {"*"}
        bind = {n for n, each in enumerate(self.statements) if not wanted.isdisjoint(each.binds)}
        new = bind - self.chosen
        self.chosen |= new
        return set().union(*(self.statements[number].uses for number in new))

    @property
    def slice(self) -> Source:
        """The chosen statements' lines in their places, all others empty."""
        lines = {line for number in self.chosen for line in self.statements[number].lines}
        texts = enumerate(self.text.split("\n"), 1)
        return self.name, "\n".join(text if line in lines else "" for line, text in texts)


def slice_of(cells: list[Cell], exercise: Exercise, master: Master) -> tuple[Source, ...]:
    """The sources of an answer, in the notebook's order; `SyntaxError` when it is no Python."""
    answer = f"{exercise.name}_answer"
    blocks = [_block(cell, whole=cell.grade_id == answer) for cell in code_before(cells, exercise)]
    setup = [_block(master.imports, whole=False)] if master.imports else []
    every = [block for block in [*setup, *blocks] if block]
    _close(every, exercise.name)
    return tuple(block.slice for block in every if block.chosen)


def _close(blocks: list[Block], name: str) -> None:
    """Choose until nothing that is used is left out."""
    new = {name}.union(*(block.used for block in blocks))
    needed: set[str] = set()
    while new - needed:
        needed |= new
        new = set().union(*(block.choose(needed) for block in blocks))


def code_before(cells: list[Cell], exercise: Exercise) -> list[Cell]:
    """The code cells up to the exercise's check; all, when the answer comes later than that."""
    ids = [cell.grade_id for cell in cells]
    check, answer = ids.index(f"{exercise.name}_check"), ids.index(f"{exercise.name}_answer")
    reached = cells[:check] if answer < check else cells
    return [cell for cell in reached if cell.kind == "code" and _may_bind(cell)]


def _may_bind(cell: Cell) -> bool:
    return cell.role in (None, "answer", "given")


def _block(cell: Cell, *, whole: bool) -> Block | None:
    try:
        text, statements = parsed(cell.source)
    except NO_PYTHON:
        if whole:
            raise
        return None
    chosen = set(range(len(statements))) if whole else set()
    return Block(f"cell {cell.id}", text, statements, chosen)


@lru_cache(1000)  # each exercise looks at all cells before it, and a class at the same ones
def parsed(text: str) -> tuple[str, tuple[Statement, ...]]:
    """A cell's text without IPython's own spellings, and its statements."""
    text = without_cell_magic(text)
    while True:
        try:
            return text, tuple(map(_statement, ast.parse(text).body))
        except SyntaxError as error:
            harmless = without_line_magic(text, error.lineno)
            if harmless is None or harmless == text:
                raise
            text = harmless


def _statement(node: ast.stmt) -> Statement:
    return Statement(node, frozenset(bound_in([node])), frozenset(_used(node)), _extent(node))


def _used(statement: ast.stmt) -> Iterator[str]:
    """The module's names that it refers to; a function's own variables are not among them."""
    module = ast.Module([statement], type_ignores=[])
    return _globals(compile(module, "<slice>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT))


OF_THE_MODULE = {"LOAD_NAME", "LOAD_GLOBAL", "LOAD_FROM_DICT_OR_GLOBALS", "STORE_GLOBAL"}


def _globals(code: CodeType) -> Iterator[str]:
    for step in dis.get_instructions(code):
        if step.opname in OF_THE_MODULE:
            yield step.argval
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _globals(inner)


def _extent(statement: ast.stmt) -> range:
    """The lines of a statement, with its decorators'."""
    decorators = getattr(statement, "decorator_list", [])
    first = min([statement.lineno, *(each.lineno for each in decorators)])
    return range(first, (statement.end_lineno or first) + 1)
