"""Write the report on a graded class: scores, the checks that fail most, and what to look at.

The report is a page in HTML for people and a table in CSV for programs. A row of the table is one
check of one student.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from statistics import mean, median

from grader.classroom.assess import Assessment
from grader.classroom.export import without_formulas
from grader.judge.verdict import FAILED, NOT_ATTEMPTED, PASSED, Verdict

COLUMNS = ("student", "exercise", "check", "points", "max_points", "outcome", "reason", "seconds")
MAX_ROWS = 10
"""Rows of the tables of the most frequent reasons and of the slowest submissions."""
STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem }
table { border-collapse: collapse; margin: .5rem 0 2rem } caption { text-align: left; font-weight: 600 }
th, td { border-bottom: 1px solid #ccc; padding: .2rem .6rem; text-align: left; vertical-align: top }
.number { text-align: right } .passed { color: #0b5394 } .lost { color: #a61c00 }
"""

OUTCOMES_TO_REVIEW = {
    "crashed", "killed", "out of memory", "timed out", "stuck", "deadlock", "live-lock",
}  # fmt: skip


@dataclass(frozen=True)
class Report:
    """The report on one assignment of a class that has been graded."""

    assignment: str
    assessments: list[Assessment]

    def write(self, folder: Path) -> tuple[Path, Path]:
        """Write the page and the table; return their paths."""
        folder.mkdir(parents=True, exist_ok=True)
        page, table = folder / f"{self.assignment}.html", folder / f"{self.assignment}.csv"
        page.write_text(self.page(), encoding="utf-8")
        with table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(
                without_formulas(dict(zip(COLUMNS, row, strict=True))) for row in self.rows()
            )
        return page, table

    def rows(self) -> Iterator[tuple[str | float, ...]]:
        """Yield one row for each check of each student."""
        for each in self.assessments:
            for verdict in each.verdicts:
                for cell in verdict.cells:
                    yield (
                        each.student, verdict.exercise, cell.id, cell.points, cell.max_points,
                        cell.outcome, "" if cell.passed else verdict.reason, round(cell.seconds, 3),
                    )  # fmt: skip

    def page(self) -> str:
        """Return the page, as HTML."""
        parts = (
            f"<!doctype html><meta charset=utf-8><title>{escape(self.assignment)}</title>",
            f"<style>{STYLE}</style><h1>{escape(self.assignment)}</h1><p>{self._summary()}</p>",
            table("Scores", ["student", *self.exercises, "points"], self._scores()),
            table("Exercises", ["exercise", "passed", "tried", "mean points"], self._by_exercise()),
            table(
                "Most frequent reasons", ["exercise", "what did not hold", "times"], self._reasons()
            ),
            table("Points", ["points", "students"], self._distribution()),
            table("To look at", ["student", "what", "why"], self._to_review()),
            table("Slowest", ["student", "seconds"], self._slowest()),
        )
        return "\n".join(parts) + "\n"

    @property
    def exercises(self) -> list[str]:
        """The names of the exercises, in the order of the chapter."""
        return list(dict.fromkeys(v.exercise for each in self.assessments for v in each.verdicts))

    def _summary(self) -> str:
        points = [total(each) for each in self.assessments]
        most = max(
            (sum(v.max_points for v in each.verdicts) for each in self.assessments), default=0
        )
        walls = ", ".join(
            f"{number} in {escape(wall or 'no sandbox, since nothing was run')}"
            for wall, number in Counter(each.sandbox for each in self.assessments).items()
        )
        middle = f"mean {mean(points):.1f}, median {median(points):g}" if points else "none"
        return f"{len(points)} submissions, {middle} of {most:g} points. Judged {walls}."

    def _scores(self) -> Iterator[list[str]]:
        for each in self.assessments:
            yield [each.student, *map(earned, each.verdicts), f"{total(each):g}"]

    def _by_exercise(self) -> Iterator[list[str]]:
        for name in self.exercises:
            verdicts = [v for each in self.assessments for v in each.verdicts if v.exercise == name]
            passed = sum(v.verdict == PASSED for v in verdicts)
            tried = sum(v.verdict != NOT_ATTEMPTED for v in verdicts)
            average = f"{mean(v.points for v in verdicts):.2f} of {verdicts[0].max_points:g}"
            yield [name, f"{passed / len(verdicts):.0%}", f"{tried / len(verdicts):.0%}", average]

    def _reasons(self) -> Iterator[list[str]]:
        reasons = Counter(
            (v.exercise, v.reason.partition(", got")[0])
            for each in self.assessments
            for v in each.verdicts
            if v.verdict == FAILED
        )
        for (exercise, reason), number in reasons.most_common(MAX_ROWS):
            yield [exercise, reason, str(number)]

    def _distribution(self) -> Iterator[list[str]]:
        counted = Counter(total(each) for each in self.assessments)
        for points in sorted(counted, reverse=True):
            yield [f"{points:g}", "█" * counted[points] + f" {counted[points]}"]

    def _to_review(self) -> Iterator[list[str]]:
        for each in self.assessments:
            for sentence in each.to_review:
                yield [each.student, "unusual", sentence]
            for verdict in each.verdicts:
                for outcome in {cell.outcome for cell in verdict.cells} & OUTCOMES_TO_REVIEW:
                    yield [each.student, outcome, verdict.exercise]

    def _slowest(self) -> Iterator[list[str]]:
        slowest = sorted(self.assessments, key=lambda each: -each.seconds)[:MAX_ROWS]
        return ([each.student, f"{each.seconds:.1f}"] for each in slowest)


def total(assessment: Assessment) -> float:
    """Return the points that a student earned."""
    return sum(verdict.points for verdict in assessment.verdicts)


def earned(verdict: Verdict) -> str:
    """Return the points of an exercise, and the reason why it did not earn all."""
    if verdict.verdict == PASSED:
        return f"✓ {verdict.points:g}"
    return f"{verdict.points:g} of {verdict.max_points:g}: {verdict.reason}"


def table(caption: str, head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table in HTML; an empty text if it has no rows."""
    lines = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows]
    if not lines:
        return ""
    titles = "".join(f"<th>{escape(title)}</th>" for title in head)
    body = "".join(f"<tr>{line}</tr>\n" for line in lines)
    return f"<table><caption>{escape(caption)}</caption><tr>{titles}</tr>\n{body}</table>"
