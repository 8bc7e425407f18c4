"""Grade a class: workers judge submissions side by side, and one writer fills in the gradebook.

The journal is a file with a line of JSON for each submission that has been judged, so that a grader
that was killed can go on. A line is written before its scores are entered into the gradebook. When
grading is resumed, every line is entered again, which changes nothing where it had been entered.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from grader.classroom.assess import Assessment
from grader.classroom.assignment import Assignment
from grader.classroom.gradebook import GradebookWriter
from grader.classroom.pipeline import Pipeline, wait_for_locks
from grader.classroom.submission import Submission, submissions
from grader.classroom.workers import Workers, assessments, cluster, processes
from grader.judge.course import Course

OnAssessment = Callable[[Assessment], object]
"""Called with each assessment once it is in the gradebook."""


class NothingToGrade(LookupError):
    """There is no such assignment, exercise or submission."""


@dataclass(frozen=True)
class GradingOptions:
    """What to grade, and how.

    `jobs` is the number of submissions judged at once, 0 for as many as there are cores. `student`
    and `only` choose one student and one exercise. `resume` keeps what the journal already has.
    `scheduler` is the address of a Dask scheduler.
    """

    jobs: int = 0
    student: str | None = None
    only: str | None = None
    resume: bool = False
    scheduler: str | None = None

    @property
    def starts_anew(self) -> bool:
        """True if the whole class is graded from the beginning."""
        return not (self.resume or self.student or self.only)


class Journal:
    """The journal of one assignment; `rules` is the digest of the assignment's checks."""

    def __init__(self, path: Path, rules: str) -> None:
        self.path, self.rules = path, rules
        path.parent.mkdir(parents=True, exist_ok=True)

    def clear(self) -> None:
        """Remove all assessments."""
        self.path.unlink(missing_ok=True)

    def add(self, assessment: Assessment) -> None:
        """Append an assessment to the file."""
        line = json.dumps(assessment.to_json() | {"rules": self.rules}, ensure_ascii=False)
        with self.path.open("ab") as file:
            file.write(b"\n" * self._ends_torn() + line.encode() + b"\n")

    def read(self) -> dict[str, Assessment]:
        """Return the last assessment of each student, if it was made by the present checks."""
        return {who: each for who, (rules, each) in self._last().items() if rules == self.rules}

    def read_any(self) -> dict[str, Assessment]:
        """Return the last assessment of each student, by whatever checks it was made."""
        return {who: assessment for who, (_, assessment) in self._last().items()}

    def _last(self) -> dict[str, tuple[str, Assessment]]:
        lines = self.path.read_bytes().splitlines() if self.path.exists() else []
        entries = filter(None, map(_journal_entry, lines))
        return {assessment.student: (rules, assessment) for rules, assessment in entries}

    def _ends_torn(self) -> bool:
        """Return True if the last line has no end, because its writer was killed."""
        data = self.path.read_bytes()[-1:] if self.path.exists() else b""
        return data not in (b"", b"\n")


class Grading:
    """The grading of one assignment of one class."""

    def __init__(
        self, pipeline: Pipeline, assignment: Assignment, options: GradingOptions | None = None
    ) -> None:
        self.pipeline, self.assignment = pipeline, assignment
        self.options = options or GradingOptions()
        self.submissions = self._submissions()
        path = pipeline.home / "journal" / f"{assignment.name}.jsonl"
        self.journal = Journal(path, assignment.digest)

    def run(self, on_assessment: OnAssessment = lambda _: None) -> dict[str, Assessment]:
        """Grade; return the assessment of each student who has handed in."""
        if self.options.starts_anew:
            self.journal.clear()
        with self._writer() as writer:
            for submission, assessment in self._assessed():
                writer.write(submission, assessment)
                on_assessment(assessment)
        handed_in = {each.student for each in self.submissions}
        return {who: each for who, each in self.journal.read().items() if who in handed_in}

    def _submissions(self) -> list[Submission]:
        folder = self.pipeline.folder("submitted")
        found = list(submissions(folder, self.assignment, self.options.student))
        if not found:
            of = f" of {self.options.student}" if self.options.student else ""
            raise NothingToGrade(
                f"There is no submission{of} for {self.assignment.name} in {folder}."
            )
        return found

    def _assessed(self) -> Iterator[tuple[Submission, Assessment]]:
        """Yield what the journal has already, then what is judged now and added to the journal."""
        stored, todo = self.journal.read(), []
        for submission in self.submissions:
            old = stored.get(submission.student)
            if self.options.resume and old and old.final and old.digest == submission.digest:
                yield submission, old
            else:
                todo.append(submission)
        before = self.journal.read_any() if self.options.only else {}
        for submission, assessment in self._judge(todo):
            whole = merged(before.get(submission.student), assessment)
            self.journal.add(whole)
            yield submission, whole

    def _judge(self, todo: list[Submission]) -> Iterator[tuple[Submission, Assessment]]:
        with workers_for(self.options) as (make_executor, jobs):
            needed = min(jobs, len(todo) or 1)
            only = self.options.only
            yield from assessments(make_executor, needed, self.assignment, todo, only)

    @contextmanager
    def _writer(self) -> Iterator[GradebookWriter]:
        self._register_assignment()
        opened = self.pipeline.gradebook()
        with wait_for_locks(opened, self.pipeline.database_timeout) as gradebook:
            autograded = self.pipeline.folder("autograded")
            penalties = self.pipeline.penalties()
            yield GradebookWriter(gradebook, penalties, self.assignment, autograded)

    def _register_assignment(self) -> None:
        """Enter the assignment into the gradebook, unless the gradebook has it in its present form."""
        with self.pipeline.gradebook() as gradebook:
            stored = {cell.name: cell.source for cell in source_cells(gradebook, self.assignment)}
        if stored != {name: cell.source for name, cell in self.assignment.originals.items()}:
            self.pipeline.release(self.assignment.name)


def find_assignment(course: Course, name: str, only: str | None = None) -> Assignment:
    """Return the assignment of this name; raise `NothingToGrade` if it lacks the exercise `only`."""
    chapters = {chapter.name: chapter for chapter in course.chapters}
    if name not in chapters:
        raise NothingToGrade(f"No assignment is called {name}. There are: {', '.join(chapters)}.")
    assignment = Assignment.of(chapters[name])
    exercises = [exercise.name for exercise in assignment.exercises]
    if only and only not in exercises:
        raise NothingToGrade(f"{name} has no exercise {only}. It has: {', '.join(exercises)}.")
    return assignment


def source_cells(gradebook: Any, assignment: Assignment) -> list[Any]:
    """Return the cells of the assignment that the gradebook has stored."""
    from nbgrader.api import MissingEntry

    try:
        notebook = gradebook.find_notebook(assignment.chapter.path.stem, assignment.name)
    except MissingEntry:
        return []
    return list(notebook.source_cells)


def merged(before: Assessment | None, now: Assessment) -> Assessment:
    """Return the new assessment, with the old verdicts on the exercises that it lacks."""
    new = {verdict.exercise: verdict for verdict in now.verdicts}
    old = {verdict.exercise: verdict for verdict in before.verdicts} if before else {}
    return replace(now, verdicts=tuple((old | new).values()))


@contextmanager
def workers_for(options: GradingOptions) -> Iterator[Workers]:
    """Yield the workers of the cluster that is named, or processes on this machine."""
    if options.scheduler:
        with cluster(options.scheduler) as found:
            yield found
    else:
        yield Workers(processes, options.jobs or os.cpu_count() or 1)


def _journal_entry(line: bytes) -> tuple[str, Assessment] | None:
    try:
        stored = json.loads(line)
    except ValueError:  # a torn line
        return None
    return stored.pop("rules"), Assessment.from_json(stored)
