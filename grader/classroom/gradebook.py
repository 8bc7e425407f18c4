"""Write scores, comments and autograded notebooks: the only writer of nbgrader's gradebook.

The writer does what nbgrader's `SaveAutoGrades` and `AssignLatePenalties` do, with one connection for
the whole class. Scores that a teacher has entered by hand are in columns of their own, and stay.

A verdict becomes the output of its check cell. nbgrader gives no points to a cell with an error in its
output, and all points to any other. So the Formgrader, the feedback page and the score agree.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from grader.classroom.assess import Assessment, cells_in_order
from grader.classroom.assignment import Assignment
from grader.classroom.submission import (
    Submission,
    Unreadable,
    restore_cells,
    with_safe_markdown,
)
from grader.judge.notebook import NOTEBOOK_METADATA, Cell, Notebook, StoredCell, stored_cell
from grader.judge.verdict import CHECK_BROKE, CellVerdict, Verdict, title

KEYS_OF_CODE_CELLS = {"outputs", "execution_count"}
CARD_OF_BROKEN_CHECK = "The check itself broke, which is not your fault: tell your teacher."
NO_RESPONSE = "No response."
NOT_SHOWN = "What was handed in cannot be shown."


class GradebookWriter:
    """Writes assessments, one after the other, each completely or not at all."""

    def __init__(
        self, gradebook: Any, penalties: Any, assignment: Assignment, autograded: Path
    ) -> None:
        self.gradebook, self.penalties = gradebook, penalties
        self.assignment, self.autograded = assignment, autograded
        self.session = gradebook.db()
        self.session.expire_on_commit = False  # or all that was written would be read again

    def write(self, submission: Submission, assessment: Assessment) -> None:
        """Enter one student's scores, and store the notebook that shows them."""
        try:
            cells = cells_to_show(self.assignment, submission)
            notebook = autograded_notebook(cells, assessment.verdicts, assessment.problem)
        except Exception as error:  # noqa: BLE001 - the scores count, whatever was handed in
            cells = restore_cells(self.assignment.released_cells, self.assignment)
            problem = f"{NOT_SHOWN} ({type(error).__name__})"
            notebook = autograded_notebook(cells, assessment.verdicts, problem)
        self._store(submission, notebook)
        self._enter(submission, assessment, cells)

    def _store(self, submission: Submission, notebook: Notebook) -> None:
        folder = self.autograded / submission.student / self.assignment.name
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(
            folder / self.assignment.file_name, json.dumps(notebook, ensure_ascii=False)
        )
        if submission.timestamp:
            write_atomically(folder / "timestamp.txt", submission.timestamp)

    def _enter(self, submission: Submission, assessment: Assessment, cells: list[Cell]) -> None:
        with self.session.no_autoflush:  # or every query would write what has changed so far
            notebook = self._notebook(submission)
            self._fill_in(notebook, assessment, cells)
        self.session.flush()
        self.session.refresh(notebook, ["score"])
        self._penalise(notebook)
        self.session.commit()

    def _notebook(self, submission: Submission) -> Any:
        """Return the student's notebook in the gradebook; make it if it is not there yet."""
        gradebook, when = self.gradebook, submission.timestamp
        timestamp = {"timestamp": when} if is_timestamp(when) else {}
        gradebook.update_or_create_student(submission.student)
        gradebook.update_or_create_submission(self.assignment.name, submission.student, **timestamp)
        return gradebook.find_submission_notebook(
            Path(self.assignment.file_name).stem, self.assignment.name, submission.student
        )

    def _fill_in(self, notebook: Any, assessment: Assessment, cells: list[Cell]) -> None:
        found = {cell.id: cell for each in assessment.verdicts for cell in each.cells}
        for grade in notebook.grades:
            if grade.name in found:
                enter_score(grade, found[grade.name])
        for comment in notebook.comments:
            comment.auto_comment = NO_RESPONSE if self._untouched(comment.name, cells) else None

    def _untouched(self, name: str, cells: list[Cell]) -> bool:
        original = self.assignment.originals[name].source
        return any(cell.grade_id == name and cell.source == original for cell in cells)

    def _penalise(self, notebook: Any) -> None:
        """Set the penalty that nbgrader's plugin gives for a late submission, at most the score."""
        late = notebook.assignment.total_seconds_late
        penalty = late and self.penalties.late_submission_penalty(
            notebook.student.id, notebook.score, late
        )
        notebook.late_submission_penalty = _bounded(penalty or 0, notebook.score)


def cells_to_show(assignment: Assignment, submission: Submission) -> list[Cell]:
    """Return the submission's cells, restored; those of the release if it cannot be read."""
    try:
        return cells_in_order(assignment, submission)
    except Unreadable:
        return restore_cells(assignment.released_cells, assignment)


def autograded_notebook(
    cells: list[Cell], verdicts: tuple[Verdict, ...], problem: str = ""
) -> Notebook:
    """Return the autograded notebook: the cells, with the verdict below each check."""
    note = [_note(problem)] if problem else []
    stored = map(stored_cell, [*note, *cells])
    return {
        "cells": with_outcomes(stored, verdicts),
        "metadata": NOTEBOOK_METADATA,
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def with_outcomes(cells: Iterable[StoredCell], verdicts: tuple[Verdict, ...]) -> list[StoredCell]:
    """Return the cells with the outputs of checks, and without any other output."""
    found = {cell.id: cell for verdict in verdicts for cell in verdict.cells}
    return [_with_outcome(cell, found.get(cell["id"])) for cell in cells]


def output(found: CellVerdict) -> dict[str, Any]:
    """Return the output from which nbgrader takes the score, and which shows the card."""
    if found.passed:
        return {"output_type": "stream", "name": "stdout", "text": "✓ passed\n"}
    broke = found.outcome == CHECK_BROKE
    card = CARD_OF_BROKEN_CHECK if broke else found.card or found.outcome
    return {
        "output_type": "error",
        "ename": "Failure",
        "evalue": title(card),
        "traceback": card.splitlines(),
    }


def enter_score(grade: Any, found: CellVerdict) -> None:
    """Set the automatic score; a score that was given by hand stays, and is marked for review."""
    grade.auto_score = found.points
    grade.needs_manual_grade = grade.manual_score is not None


def is_timestamp(text: str) -> bool:
    """Return True if nbgrader understands the text as a time."""
    from nbgrader.utils import parse_utc

    try:
        return bool(text) and parse_utc(text) is not None
    except (ValueError, OverflowError):
        return False


def write_atomically(path: Path, text: str) -> None:
    """Write a file so that every reader finds the whole old file or the whole new one."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)


def _note(problem: str) -> Cell:
    text = f"**This submission could not be read.** {problem}"
    return with_safe_markdown(Cell("problem", None, text, kind="markdown"))


def _with_outcome(cell: StoredCell, found: CellVerdict | None) -> StoredCell:
    if cell["cell_type"] != "code":
        return {key: value for key, value in cell.items() if key not in KEYS_OF_CODE_CELLS}
    outputs = [output(found)] if found else []
    return cell | {"outputs": outputs, "execution_count": None}


def _bounded(penalty: float, score: float) -> float | None:
    return min(max(penalty, 0), score) or None
