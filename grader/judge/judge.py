"""Judge an answer by its exercise's own check cells, visible and hidden.

The check cells run in this process, with the answer's names bound to handles; a call of a handle runs
the answer in a child process. An answer is therefore judged the same way wherever it comes from.
"""

import ast
import linecache
import sys
import time
import traceback
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

from grader.attempt.session import Session
from grader.judge.answer import Answer, NoAnswer
from grader.judge.course import Course, Exercise
from grader.judge.notebook import Cell
from grader.judge.verdict import CHECK_BROKE, FAILED, PASSED, CellVerdict, Verdict, readable

Namespace = dict[str, Any]
Outcome = tuple[str, str]
"""The outcome of one check cell, and its card."""


class BrokenCheck(Exception):
    """A check cell cannot be used, which is its author's mistake and not the learner's."""


def judge_file(name: str, path: Path, course: Course | None = None) -> Verdict:
    """Judge the answer to the exercise `name` in a plain Python file."""
    return judge((course or Course.here()).exercise(name), Answer.in_file(path))


def judge(exercise: Exercise, answer: Answer, session: Session | None = None) -> Verdict:
    """Judge an answer: run the check cells, one after the other, in one namespace.

    What the answer defines runs in the session; without one there is no sandbox around it.
    """
    session = session or Session()
    sys.set_int_max_str_digits(0)  # cards show integers of any length; the decoder bounds them
    try:
        handles = answer.handles(exercise, session)
        namespace = judging_namespace(exercise) | handles
    except NoAnswer as error:
        same: Outcome = (error.outcome, str(error))
        return verdict(exercise, lambda _cell: same)
    with session.series():
        return verdict(exercise, lambda cell: check(cell, namespace))


def verdict(exercise: Exercise, judge_cell: Callable[[Cell], Outcome]) -> Verdict:
    """Return the verdict on an exercise; `judge_cell` gives the outcome of each graded cell."""
    cells = exercise.of("check", "hidden")
    return Verdict(exercise.name, tuple(cell_verdict(cell, judge_cell) for cell in cells))


def cell_verdict(cell: Cell, judge_cell: Callable[[Cell], Outcome]) -> CellVerdict:
    """Judge one cell; it earns all of its points or none."""
    began = time.perf_counter()
    outcome, card = judge_cell(cell)
    seconds = time.perf_counter() - began
    passed, worth = outcome == PASSED, cell.points
    return CellVerdict(
        cell.id, passed, worth if passed else 0, worth, outcome, readable(card), seconds
    )


def judging_namespace(exercise: Exercise) -> Namespace:
    """Return what a check cell sees besides the answer: the notebook's imports and the given cells."""
    namespace: Namespace = {"__name__": "__main__"}
    setup = [exercise.chapter.setup] if exercise.chapter.setup else []
    for cell in setup + exercise.of("given"):
        run_cell(cell, namespace)
    return namespace


def check(cell: Cell, namespace: Namespace) -> Outcome:
    """Run one check cell; return its outcome, and the card that says why it did not pass."""
    try:
        run_cell(cell, namespace)
    except AssertionError as failure:  # a Failure, or a check's own assertion
        return getattr(failure, "outcome", FAILED), str(failure)
    except Exception:  # noqa: BLE001 - a check that breaks costs its own points, nothing else
        return CHECK_BROKE, traceback.format_exc(limit=-3)
    return PASSED, ""


def run_cell(cell: Cell, namespace: Namespace) -> None:
    """Run a cell as a notebook does.

    A value at the end of the cell is refused, since nbgrader would take it for the score.
    """
    text, filename = cell.source, f"<{cell.id}>"
    if cell.role != "hidden":  # no card may show a line of a hidden test
        linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
    body, last = compiled(text, filename)
    exec(body, namespace)
    value = eval(last, namespace)
    if value is not None:
        raise BrokenCheck(f"{cell.id} ends in the value {value!r}: end it in a statement")


@lru_cache(1000)  # every answer is judged by the same cells
def compiled(text: str, filename: str) -> tuple[CodeType, CodeType]:
    """Return a cell's statements, and the expression at its end (or the constant None), compiled."""
    module = ast.parse(text, filename)
    value: ast.expr = ast.Constant(None)
    if module.body and isinstance(last := module.body[-1], ast.Expr):
        module.body, value = module.body[:-1], last.value
    expression = ast.fix_missing_locations(ast.Expression(value))
    return compile(module, filename, "exec"), compile(expression, filename, "eval")
