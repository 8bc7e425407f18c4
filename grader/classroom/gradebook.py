"""The one writer of the gradebook: scores, comments and the autograded notebooks.

It does what nbgrader's `SaveAutoGrades` and `AssignLatePenalties` do, with one connection for the
whole class.  What a teacher has entered by hand is in columns of its own, and stays.

A verdict as the output of its check cell, from which nbgrader takes the score.

nbgrader gives a cell with an error in its output no points, and any other all of them.  So what the
teacher sees in the Formgrader, what the student reads and what is counted is one thing.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from grader.classroom.assess import Assessment, submitted_cells
from grader.classroom.assignment import Master
from grader.classroom.submission import Submission, Unreadable, harmless, restored
from grader.judge.notebook import Cell, Notebook, StoredCell, stored_cell
from grader.judge.verdict import CellVerdict, Verdict, title

KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def notebook_of(cells: list[Cell], verdicts: tuple[Verdict, ...], problem: str = "") -> Notebook:
    """The autograded notebook: the submission in order, with the outcome below each check."""
    note = [_note(problem)] if problem else []
    stored = map(stored_cell, [*note, *cells])
    return {
        "cells": with_outcomes(stored, verdicts),
        "metadata": KERNEL,
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _note(problem: str) -> Cell:
    text = f"**This submission could not be read.** {problem}"
    return harmless(Cell("problem", None, text, kind="markdown"))


def with_outcomes(cells: Iterable[StoredCell], verdicts: tuple[Verdict, ...]) -> list[StoredCell]:
    """The cells, without any output but those of the checks."""
    found = {cell.id: cell for verdict in verdicts for cell in verdict.cells}
    return [_with_outcome(cell, found.get(cell["id"])) for cell in cells]


def _with_outcome(cell: StoredCell, found: CellVerdict | None) -> StoredCell:
    if cell["cell_type"] != "code":
        return {name: value for name, value in cell.items() if name not in OF_CODE}
    outputs = [output(found)] if found else []
    return cell | {"outputs": outputs, "execution_count": None}


OF_CODE = {"outputs", "execution_count"}


def output(found: CellVerdict) -> dict[str, Any]:
    """What nbgrader reads the score from, and the student the reason."""
    if found.passed:
        return {"output_type": "stream", "name": "stdout", "text": "✓ passed\n"}
    card = BROKEN if found.outcome == "check broke" else found.card or found.outcome
    return {
        "output_type": "error",
        "ename": "Failure",
        "evalue": title(card),
        "traceback": card.splitlines(),
    }


BROKEN = "The check itself broke, which is not your fault: tell your teacher."


NO_RESPONSE = "No response."
NOT_SHOWN = "What was handed in cannot be shown."


class Writer:
    """Writes assessments, one after the other, each completely or not at all."""

    def __init__(self, gradebook: Any, penalties: Any, master: Master, autograded: Path) -> None:
        self.gradebook, self.penalties = gradebook, penalties
        self.master, self.autograded = master, autograded
        self.session = gradebook.db()
        self.session.expire_on_commit = False  # or all that was written would be read again

    def write(self, submission: Submission, assessment: Assessment) -> None:
        """Enter one student's scores, and store the notebook that shows them."""
        try:
            cells = cells_to_show(self.master, submission)
            shown = notebook_of(cells, assessment.verdicts, assessment.problem)
        except Exception as error:  # noqa: BLE001 - whatever was handed in, it counts
            cells = restored(self.master.released_cells, self.master)
            shown = notebook_of(cells, assessment.verdicts, f"{NOT_SHOWN} ({type(error).__name__})")
        self._store(submission, shown)
        self._enter(submission, assessment, cells)

    def _enter(self, submission: Submission, assessment: Assessment, cells: list[Cell]) -> None:
        with self.session.no_autoflush:  # or every question would write what has changed so far
            notebook = self._notebook(submission)
            self._fill_in(notebook, assessment, cells)
        self.session.flush()
        self.session.refresh(notebook, ["score"])
        self._penalise(notebook)
        self.session.commit()

    def _fill_in(self, notebook: Any, assessment: Assessment, cells: list[Cell]) -> None:
        found = {cell.id: cell for each in assessment.verdicts for cell in each.cells}
        for grade in notebook.grades:
            if grade.name in found:
                enter_score(grade, found[grade.name])
        for comment in notebook.comments:
            comment.auto_comment = NO_RESPONSE if self._untouched(comment.name, cells) else None

    def _notebook(self, submission: Submission) -> Any:
        """The student's notebook in the gradebook, made when it is not there yet."""
        book, when = self.gradebook, submission.timestamp
        stamp = {"timestamp": when} if readable_time(when) else {}
        book.update_or_create_student(submission.student)
        book.update_or_create_submission(self.master.name, submission.student, **stamp)
        return book.find_submission_notebook(
            Path(self.master.file_name).stem, self.master.name, submission.student
        )

    def _untouched(self, known: str, cells: list[Cell]) -> bool:
        original = self.master.originals[known].source
        return any(cell.grade_id == known and cell.source == original for cell in cells)

    def _penalise(self, notebook: Any) -> None:
        """What nbgrader's plugin for late submissions takes off, within the score."""
        late = notebook.assignment.total_seconds_late
        penalty = late and self.penalties.late_submission_penalty(
            notebook.student.id, notebook.score, late
        )
        notebook.late_submission_penalty = _within(penalty or 0, notebook.score)

    def _store(self, submission: Submission, notebook: Notebook) -> None:
        folder = self.autograded / submission.student / self.master.name
        folder.mkdir(parents=True, exist_ok=True)
        replace(folder / self.master.file_name, json.dumps(notebook, ensure_ascii=False))
        if submission.timestamp:
            replace(folder / "timestamp.txt", submission.timestamp)


def cells_to_show(master: Master, submission: Submission) -> list[Cell]:
    """The submission in order; of one that cannot be read, the release."""
    try:
        return submitted_cells(master, submission)
    except Unreadable:
        return restored(master.released_cells, master)


def enter_score(grade: Any, found: CellVerdict) -> None:
    """Set the automatic score; one that was given by hand stays, and is to be looked at."""
    grade.auto_score = found.points
    grade.needs_manual_grade = grade.manual_score is not None


def _within(penalty: float, score: float) -> float | None:
    return min(max(penalty, 0), score) or None


def readable_time(text: str) -> bool:
    """Whether nbgrader will understand a submission's time."""
    from nbgrader.utils import parse_utc

    try:
        return bool(text) and parse_utc(text) is not None
    except (ValueError, OverflowError):
        return False


def replace(path: Path, text: str) -> None:
    """Write a file so that whoever reads it finds the old one or the new one, whole."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
