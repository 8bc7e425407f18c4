"""Cut a program slice out of a submission: one exercise's answer, and what it needs of other cells.

A notebook's cells also draw, record and try things out, which may take minutes and is not judged. The
slice holds the answer's cell whole, and from the cells before the check those statements that bind a
name which the slice uses. Lines keep their numbers.
"""

import ast
import dis
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType

from grader.attempt.child.cells import without_cell_magic, without_line_magic
from grader.classroom.assignment import Assignment
from grader.judge.answer import Source, bound_in
from grader.judge.course import Exercise
from grader.judge.notebook import Cell

PARSE_ERRORS = (SyntaxError, ValueError, IndexError, RecursionError, MemoryError)
"""The exceptions by which Python refuses a text that is no Python."""
GLOBAL_NAME_OPCODES = {"LOAD_NAME", "LOAD_GLOBAL", "LOAD_FROM_DICT_OR_GLOBALS", "STORE_GLOBAL"}


@dataclass(frozen=True)
class Statement:
    """One statement at the top level of a cell: the names it binds and uses, and its lines."""

    node: ast.stmt
    binds: frozenset[str]
    uses: frozenset[str]
    lines: range


@dataclass
class Block:
    """A cell's code, and the numbers of its statements that are in the slice."""

    name: str
    text: str
    statements: tuple[Statement, ...]
    chosen: set[int]

    @property
    def used(self) -> set[str]:
        """The names that the chosen statements refer to."""
        return set().union(*(self.statements[number].uses for number in self.chosen))

    def choose(self, needed: set[str]) -> set[str]:
        """Add the statements that bind one of the names; return the names that these use."""
        wanted = needed | {"*"}
        bind = {n for n, each in enumerate(self.statements) if not wanted.isdisjoint(each.binds)}
        new = bind - self.chosen
        self.chosen |= new
        return set().union(*(self.statements[number].uses for number in new))

    @property
    def slice(self) -> Source:
        """The chosen statements' lines in their places; all other lines are empty."""
        lines = {line for number in self.chosen for line in self.statements[number].lines}
        texts = enumerate(self.text.split("\n"), 1)
        return self.name, "\n".join(text if line in lines else "" for line, text in texts)


def slice_of(cells: list[Cell], exercise: Exercise, assignment: Assignment) -> tuple[Source, ...]:
    """Return the sources of an answer, in the notebook's order.

    Raise one of `PARSE_ERRORS` if the answer's own cell is no Python.
    """
    answer = f"{exercise.name}_answer"
    blocks = [_block(cell, whole=cell.grade_id == answer) for cell in code_before(cells, exercise)]
    setup = [_block(assignment.setup, whole=False)] if assignment.setup else []
    every = [block for block in [*setup, *blocks] if block]
    _choose_all_needed(every, exercise.name)
    return tuple(block.slice for block in every if block.chosen)


def code_before(cells: list[Cell], exercise: Exercise) -> list[Cell]:
    """Return the code cells before the exercise's check; all if the answer comes after the check."""
    ids = [cell.grade_id for cell in cells]
    check, answer = ids.index(f"{exercise.name}_check"), ids.index(f"{exercise.name}_answer")
    reached = cells[:check] if answer < check else cells
    roles = (None, "answer", "given")
    return [cell for cell in reached if cell.kind == "code" and cell.role in roles]


@lru_cache(1000)  # each exercise parses all cells before it, and many students have the same ones
def parse_cell(text: str) -> tuple[str, tuple[Statement, ...]]:
    """Return a cell's text without IPython's magics, and its statements."""
    text = without_cell_magic(text)
    while True:
        try:
            return text, tuple(map(_statement, ast.parse(text).body))
        except SyntaxError as error:
            shorter = without_line_magic(text, error.lineno)
            if shorter is None or shorter == text:
                raise
            text = shorter


def _choose_all_needed(blocks: list[Block], name: str) -> None:
    """Choose statements until every name that the slice uses is bound, as far as it is anywhere."""
    new = {name}.union(*(block.used for block in blocks))
    needed: set[str] = set()
    while new - needed:
        needed |= new
        new = set().union(*(block.choose(needed) for block in blocks))


def _block(cell: Cell, *, whole: bool) -> Block | None:
    """Return the cell's block, with all statements chosen or none; None for a cell of no use."""
    try:
        text, statements = parse_cell(cell.source)
    except PARSE_ERRORS:
        if whole:
            raise
        return None
    chosen = set(range(len(statements))) if whole else set()
    return Block(f"cell {cell.id}", text, statements, chosen)


def _statement(node: ast.stmt) -> Statement:
    return Statement(node, frozenset(bound_in([node])), frozenset(_used(node)), _lines(node))


def _used(statement: ast.stmt) -> Iterator[str]:
    """Yield the module's names that a statement refers to, without local variables of functions."""
    module = ast.Module([statement], type_ignores=[])
    return _global_names(compile(module, "<slice>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT))


def _global_names(code: CodeType) -> Iterator[str]:
    for step in dis.get_instructions(code):
        if step.opname in GLOBAL_NAME_OPCODES:
            yield step.argval
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _global_names(inner)


def _lines(statement: ast.stmt) -> range:
    """Return the numbers of a statement's lines, its decorators' included."""
    decorators = getattr(statement, "decorator_list", [])
    first = min([statement.lineno, *(each.lineno for each in decorators)])
    return range(first, (statement.end_lineno or first) + 1)
