"""Judge a submission: a verdict for every exercise, whatever was handed in.

The same function judges for `nbgrader autograde`, for `grader grade` and on a cluster.
"""

import time
from dataclasses import dataclass
from typing import Any

from grader.attempt import Session, sandbox
from grader.classroom.assignment import Master
from grader.classroom.slicing import NO_PYTHON, code_before, parsed, slice_of
from grader.classroom.submission import MISSING, Submission, Unreadable, cells_of, restored
from grader.classroom.suspicions import suspicions
from grader.classroom.verdict_cache import known
from grader.judge.answer import Answer, NoAnswer, names_of, syntax_error
from grader.judge.course import Exercise
from grader.judge.judge import verdict
from grader.judge.notebook import Cell
from grader.judge.verdict import NOT_ATTEMPTED, Verdict

UNREADABLE = "not readable"
OURS = {"check broke"}  # outcomes that are no fault of the learner's
DEATH = "grader failed"  # nor is this, of a submission that could not be judged at all


@dataclass(frozen=True)
class Assessment:
    """All verdicts on one submission, what looked odd in it, and in what it ran."""

    student: str
    digest: str
    verdicts: tuple[Verdict, ...]
    problem: str = ""
    suspicions: tuple[str, ...] = ()
    sandbox: str = ""
    seconds: float = 0.0

    @property
    def oddities(self) -> list[str]:
        """What a teacher should look at."""
        broken = [v.exercise for v in self.verdicts for cell in v.cells if cell.outcome in OURS]
        checks = [f"the check of {name} broke" for name in dict.fromkeys(broken)]
        return [*filter(None, [self.problem]), *checks, *self.suspicions]

    @property
    def done(self) -> bool:
        """Whether it is on the submission, and not on the machine or a broken check."""
        outcomes = {cell.outcome for verdict in self.verdicts for cell in verdict.cells}
        return not outcomes & {*OURS, DEATH}

    def to_json(self) -> dict[str, Any]:
        """The assessment as the journal keeps it."""
        return vars(self) | {"verdicts": [each.to_json() for each in self.verdicts]}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Assessment":
        """The assessment that the journal has kept."""
        verdicts = tuple(Verdict.from_json(each) for each in stored["verdicts"])
        changes = {"verdicts": verdicts, "suspicions": tuple(stored["suspicions"])}
        return cls(**(stored | changes))


def assess(master: Master, submission: Submission, only: str | None = None) -> Assessment:
    """Judge a submission, or one exercise of it."""
    began = time.perf_counter()
    try:
        cells = submitted_cells(master, submission)
    except Unreadable as error:
        return lost(master, submission, UNREADABLE, str(error), only)
    with sandbox.enclosed(master.chapter.released, needs=master.needs) as session:
        verdicts = judged(cells, master, only, session)
    seconds, odd = round(time.perf_counter() - began, 3), suspicions(cells, master)
    return Assessment(
        submission.student, submission.digest, verdicts, "", odd, session.wall, seconds
    )  # fmt: skip


def submitted_cells(master: Master, submission: Submission) -> list[Cell]:
    """The submission's notebook, put in order."""
    if submission.problem:
        raise Unreadable(submission.problem)
    cells = cells_of(submission.data)
    if not any(cell.grade_id in master.originals for cell in cells):
        raise Unreadable(
            f"This is not the notebook of {master.name}: none of its exercises is there."
        )
    return restored(cells, master)


def judged(
    cells: list[Cell], master: Master, only: str | None = None, session: Session | None = None
) -> tuple[Verdict, ...]:
    """A verdict for every exercise of a notebook that has been put in order."""
    wanted = [each for each in master.exercises if only in (None, each.name)]
    return tuple(_judged(cells, exercise, master, session) for exercise in wanted)


def _judged(
    cells: list[Cell], exercise: Exercise, master: Master, session: Session | None
) -> Verdict:
    try:
        answer = _answer(cells, exercise, master)
        return known.verdict(exercise, answer, master.digest, session)
    except NoAnswer as nothing:
        outcome, card = nothing.outcome, str(nothing)
    return verdict(exercise, lambda _cell: (outcome, card))


def _answer(cells: list[Cell], exercise: Exercise, master: Master) -> Answer:
    cell = next(each for each in cells if each.grade_id == f"{exercise.name}_answer")
    if _untouched(cell, master) and not _elsewhere(cells, exercise, cell):
        raise NoAnswer(NOT_ATTEMPTED, "not written yet")
    try:
        return Answer(slice_of(cells, exercise, master))
    except NO_PYTHON as error:
        text = syntax_error(f"cell {cell.id}", error, cell.source)
        raise NoAnswer("syntax error", text) from None


def _untouched(cell: Cell, master: Master) -> bool:
    return cell.source in (MISSING, master.originals[cell.id].source)


def _elsewhere(cells: list[Cell], exercise: Exercise, answer: Cell) -> bool:
    """Whether the learner has answered in another cell than the one meant for it."""
    others = [cell for cell in code_before(cells, exercise) if cell is not answer]
    return any(names_of(exercise) & _bound(cell) for cell in others)


def _bound(cell: Cell) -> set[str]:
    try:
        return set().union(*(each.binds for each in parsed(cell.source)[1]))
    except NO_PYTHON:
        return set()


def lost(
    master: Master, submission: Submission, outcome: str, reason: str, only: str | None = None
) -> Assessment:
    """The assessment of what cannot be judged: no points, and the reason at every exercise."""
    wanted = [each for each in master.exercises if only in (None, each.name)]
    verdicts = tuple(verdict(each, lambda _cell: (outcome, reason)) for each in wanted)
    return Assessment(submission.student, submission.digest, verdicts, reason)
