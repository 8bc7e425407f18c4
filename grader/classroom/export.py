"""Export grades in nbgrader's columns, with quotes where CSV needs them."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import MissingEntry
from nbgrader.plugins import CsvExportPlugin

COLUMNS = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
    "raw_score", "late_submission_penalty", "score", "max_score",
)  # fmt: skip


class QuotedCsv(CsvExportPlugin):
    """Exports nbgrader's own columns, quoted where necessary, in UTF-8."""

    def export(self, gradebook: Any) -> None:
        """Write the file."""
        with Path(self.to or "grades.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, COLUMNS)
            table.writeheader()
            table.writerows(map(without_formulas, self._rows(gradebook)))

    def _rows(self, gradebook: Any) -> Iterator[dict[str, Any]]:
        for assignment in gradebook.assignments:
            for student in gradebook.students:
                if _wanted(assignment.name, self.assignment) and _wanted(student.id, self.student):
                    yield _row(gradebook, assignment, student)


def without_formulas(row: dict[str, Any]) -> dict[str, Any]:
    """Return the row with an apostrophe before each text that a spreadsheet would compute."""
    return {name: f"'{value}" if _is_formula(value) else value for name, value in row.items()}


def _is_formula(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))


def _wanted(name: str, listed: list[Any]) -> bool:
    return not listed or name in map(str, listed)


def _row(gradebook: Any, assignment: Any, student: Any) -> dict[str, Any]:
    of_student = {name: getattr(student, name) for name in ("last_name", "first_name", "email")}
    return of_student | {
        "assignment": assignment.name,
        "duedate": assignment.duedate,
        "student_id": student.id,
        "max_score": assignment.max_score,
        **_scores(gradebook, assignment, student),
    }


def _scores(gradebook: Any, assignment: Any, student: Any) -> dict[str, Any]:
    """Return the columns about a submission; the score is 0 if there is none."""
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        return {"timestamp": "", "raw_score": 0.0, "late_submission_penalty": 0.0, "score": 0.0}
    penalty = submission.late_submission_penalty
    return {
        "timestamp": submission.timestamp,
        "raw_score": submission.score,
        "late_submission_penalty": penalty,
        "score": max(0.0, submission.score - penalty),
    }
