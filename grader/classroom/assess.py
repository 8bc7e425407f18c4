"""Judge a submission: a verdict for every exercise, whatever was handed in.

`nbgrader autograde`, `grader grade` and the workers of a cluster all judge by this function.
"""

import time
from dataclasses import dataclass
from typing import Any

from grader.attempt import Session, sandbox
from grader.classroom.assignment import Assignment
from grader.classroom.slicing import PARSE_ERRORS, code_before, parse_cell, slice_of
from grader.classroom.submission import (
    MISSING,
    Submission,
    Unreadable,
    restore_cells,
    submitted_cells,
)
from grader.classroom.suspicions import suspicions
from grader.classroom.verdict_cache import verdict_cache
from grader.judge.answer import Answer, NoAnswer, names_of, syntax_error
from grader.judge.course import Exercise
from grader.judge.judge import verdict
from grader.judge.notebook import Cell
from grader.judge.verdict import CHECK_BROKE, NOT_ATTEMPTED, Verdict

UNREADABLE = "not readable"
GRADER_FAILED = "grader failed"
"""The outcome of a submission that could not be judged, which is no fault of the learner's."""


@dataclass(frozen=True)
class Assessment:
    """All verdicts on one submission, and what else the teacher should know about it.

    `problem` says why a submission could not be read. `suspicions` are phrases about what no honest
    answer needs. `sandbox` names the sandbox that it ran in. `seconds` is the real time it took.
    """

    student: str
    digest: str
    verdicts: tuple[Verdict, ...]
    problem: str = ""
    suspicions: tuple[str, ...] = ()
    sandbox: str = ""
    seconds: float = 0.0

    @property
    def to_review(self) -> list[str]:
        """Sentences about what a teacher should look at."""
        broken = [
            verdict.exercise
            for verdict in self.verdicts
            for cell in verdict.cells
            if cell.outcome == CHECK_BROKE
        ]
        checks = [f"the check of {name} broke" for name in dict.fromkeys(broken)]
        return [*filter(None, [self.problem]), *checks, *self.suspicions]

    @property
    def final(self) -> bool:
        """True if judging again would change nothing: neither the grader nor a check has failed."""
        outcomes = {cell.outcome for verdict in self.verdicts for cell in verdict.cells}
        return not outcomes & {CHECK_BROKE, GRADER_FAILED}

    def to_json(self) -> dict[str, Any]:
        """Return the assessment as the journal stores it."""
        return vars(self) | {"verdicts": [each.to_json() for each in self.verdicts]}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Assessment":
        """Return the assessment that `to_json` has stored."""
        verdicts = tuple(Verdict.from_json(each) for each in stored["verdicts"])
        changes = {"verdicts": verdicts, "suspicions": tuple(stored["suspicions"])}
        return cls(**(stored | changes))


def assess(assignment: Assignment, submission: Submission, only: str | None = None) -> Assessment:
    """Judge a submission, or only one exercise of it."""
    began = time.perf_counter()
    try:
        cells = cells_in_order(assignment, submission)
    except Unreadable as error:
        return not_judged(assignment, submission, UNREADABLE, str(error), only)
    with sandbox.enclosed(assignment.chapter.released, needs=assignment.needs) as session:
        verdicts = verdicts_on(cells, assignment, only, session)
    seconds, phrases = round(time.perf_counter() - began, 3), suspicions(cells, assignment)
    return Assessment(
        submission.student, submission.digest, verdicts, "", phrases, session.wall, seconds
    )  # fmt: skip


def cells_in_order(assignment: Assignment, submission: Submission) -> list[Cell]:
    """Return the cells of the submission, with the assignment's graded cells restored."""
    if submission.problem:
        raise Unreadable(submission.problem)
    cells = submitted_cells(submission.data)
    if not any(cell.grade_id in assignment.originals for cell in cells):
        raise Unreadable(
            f"This is not the notebook of {assignment.name}: none of its exercises is there."
        )
    return restore_cells(cells, assignment)


def verdicts_on(
    cells: list[Cell],
    assignment: Assignment,
    only: str | None = None,
    session: Session | None = None,
) -> tuple[Verdict, ...]:
    """Return a verdict for every exercise of a notebook whose cells have been restored."""
    wanted = [each for each in assignment.exercises if only in (None, each.name)]
    return tuple(_verdict(cells, exercise, assignment, session) for exercise in wanted)


def not_judged(
    assignment: Assignment,
    submission: Submission,
    outcome: str,
    reason: str,
    only: str | None = None,
) -> Assessment:
    """Return an assessment without points, with the same outcome and reason at every exercise."""
    wanted = [each for each in assignment.exercises if only in (None, each.name)]
    verdicts = tuple(verdict(each, lambda _cell: (outcome, reason)) for each in wanted)
    return Assessment(submission.student, submission.digest, verdicts, reason)


def _verdict(
    cells: list[Cell], exercise: Exercise, assignment: Assignment, session: Session | None
) -> Verdict:
    try:
        answer = _answer(cells, exercise, assignment)
        return verdict_cache.verdict(exercise, answer, assignment.digest, session)
    except NoAnswer as error:
        outcome, card = error.outcome, str(error)
    return verdict(exercise, lambda _cell: (outcome, card))


def _answer(cells: list[Cell], exercise: Exercise, assignment: Assignment) -> Answer:
    cell = next(each for each in cells if each.grade_id == f"{exercise.name}_answer")
    if _untouched(cell, assignment) and not _answered_elsewhere(cells, exercise, cell):
        raise NoAnswer(NOT_ATTEMPTED, "not written yet")
    try:
        return Answer(slice_of(cells, exercise, assignment))
    except PARSE_ERRORS as error:
        text = syntax_error(f"cell {cell.id}", error, cell.source)
        raise NoAnswer("syntax error", text) from None


def _untouched(cell: Cell, assignment: Assignment) -> bool:
    return cell.source in (MISSING, assignment.originals[cell.id].source)


def _answered_elsewhere(cells: list[Cell], exercise: Exercise, answer: Cell) -> bool:
    """Return True if another cell than the one meant for it defines what the exercise asks for."""
    others = [cell for cell in code_before(cells, exercise) if cell is not answer]
    return any(names_of(exercise) & _names_bound_in(cell) for cell in others)


def _names_bound_in(cell: Cell) -> set[str]:
    try:
        return set().union(*(each.binds for each in parse_cell(cell.source)[1]))
    except PARSE_ERRORS:
        return set()
