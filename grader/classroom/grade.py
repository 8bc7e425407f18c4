"""Grade a class: judge what was handed in, side by side; one writer enters it in the gradebook.

What has been judged, a line for each submission, so that a killed grader can go on.

A line is written when its verdicts are there, before they are entered into the gradebook; on going
on, every line is entered again, which changes nothing where it had been.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from grader.classroom.assess import Assessment
from grader.classroom.assignment import Master
from grader.classroom.gradebook import Writer
from grader.classroom.pipeline import Pipeline, patient
from grader.classroom.submission import Submission, submissions
from grader.classroom.workers import Cluster, assessments, cluster, processes
from grader.judge.course import Course


class Journal:
    """The journal of one assignment, in a file."""

    def __init__(self, path: Path, rules: str) -> None:
        self.path, self.rules = path, rules
        path.parent.mkdir(parents=True, exist_ok=True)

    def forget(self) -> None:
        """Begin anew."""
        self.path.unlink(missing_ok=True)

    def add(self, assessment: Assessment) -> None:
        """Note an assessment, for good."""
        line = json.dumps(assessment.to_json() | {"rules": self.rules}, ensure_ascii=False)
        with self.path.open("ab") as file:
            file.write(b"\n" * self._torn() + line.encode() + b"\n")

    def _torn(self) -> bool:
        """Whether the last line ends without its end: its writer was killed."""
        data = self.path.read_bytes()[-1:] if self.path.exists() else b""
        return data not in (b"", b"\n")

    def read(self) -> dict[str, Assessment]:
        """The last assessment of each student, if it was by the present checks."""
        return {who: each for who, (rules, each) in self._last().items() if rules == self.rules}

    def before(self) -> dict[str, Assessment]:
        """The last assessment of each student, by whichever checks."""
        return {who: assessment for who, (_, assessment) in self._last().items()}

    def _last(self) -> dict[str, tuple[str, Assessment]]:
        lines = self.path.read_bytes().splitlines() if self.path.exists() else []
        known = filter(None, map(_understood, lines))
        return {assessment.student: (rules, assessment) for rules, assessment in known}


def _understood(line: bytes) -> tuple[str, Assessment] | None:
    try:
        stored = json.loads(line)
    except ValueError:  # a torn line
        return None
    return stored.pop("rules"), Assessment.from_json(stored)


Seen = Callable[[Assessment], object]


class NothingToGrade(LookupError):
    """There is nothing of what was asked for."""


@dataclass(frozen=True)
class Wish:
    """What to grade, and how."""

    jobs: int = 0
    student: str | None = None
    only: str | None = None
    resume: bool = False
    scheduler: str | None = None

    @property
    def whole(self) -> bool:
        """Whether it is the whole class, anew."""
        return not (self.resume or self.student or self.only)


def master_of(course: Course, name: str, only: str | None = None) -> Master:
    """The chapter of this name; its exercises must have the one that is asked for."""
    chapters = {chapter.name: chapter for chapter in course.chapters}
    if name not in chapters:
        raise NothingToGrade(f"No assignment is called {name}. There are: {', '.join(chapters)}.")
    master = Master.of(chapters[name])
    exercises = [exercise.name for exercise in master.exercises]
    if only and only not in exercises:
        raise NothingToGrade(f"{name} has no exercise {only}. It has: {', '.join(exercises)}.")
    return master


class Grading:
    """One assignment of one class, about to be graded."""

    def __init__(self, pipeline: Pipeline, master: Master, wish: Wish | None = None) -> None:
        self.pipeline, self.master, self.wish = pipeline, master, wish or Wish()
        self.submissions = self._submissions()
        path = pipeline.home / "journal" / f"{master.name}.jsonl"
        self.journal = Journal(path, master.digest)

    def _submissions(self) -> list[Submission]:
        folder = self.pipeline.folder("submitted")
        found = list(submissions(folder, self.master, self.wish.student))
        if not found:
            who = self.wish.student or "anybody"
            raise NothingToGrade(f"Nothing of {who} for {self.master.name} in {folder}.")
        return found

    def run(self, seen: Seen = lambda _: None) -> dict[str, Assessment]:
        """Grade; `seen` is called with each assessment once it is in the gradebook."""
        if self.wish.whole:
            self.journal.forget()
        with self._writer() as writer:
            for submission, assessment in self._judged():
                writer.write(submission, assessment)
                seen(assessment)
        handed_in = {each.student for each in self.submissions}
        return {who: each for who, each in self.journal.read().items() if who in handed_in}

    def _judged(self) -> Iterator[tuple[Submission, Assessment]]:
        """What the journal has already, then what is judged now and noted there."""
        known, todo = self.journal.read(), []
        for submission in self.submissions:
            noted = known.get(submission.student)
            if self.wish.resume and noted and noted.done and noted.digest == submission.digest:
                yield submission, noted
            else:
                todo.append(submission)
        before = self.journal.before() if self.wish.only else {}
        for submission, assessment in self._judge(todo):
            whole = merged(before.get(submission.student), assessment)
            self.journal.add(whole)
            yield submission, whole

    def _judge(self, todo: list[Submission]) -> Iterator[tuple[Submission, Assessment]]:
        with workers(self.wish) as (pool, jobs):
            fewest = min(jobs, len(todo) or 1)
            yield from assessments(pool, fewest, self.master, todo, self.wish.only)

    @contextmanager
    def _writer(self) -> Iterator[Writer]:
        self._make_known()
        with patient(self.pipeline.gradebook()) as book:
            autograded = self.pipeline.folder("autograded")
            yield Writer(book, self.pipeline.penalties(), self.master, autograded)

    def _make_known(self) -> None:
        """Tell the gradebook of the assignment, if it does not know it in its present form."""
        with self.pipeline.gradebook() as book:
            known = {cell.name: cell.source for cell in source_cells(book, self.master)}
        if known != {name: cell.source for name, cell in self.master.originals.items()}:
            self.pipeline.release(self.master.name)


def source_cells(book: Any, master: Master) -> list[Any]:
    """The cells of an assignment as the gradebook keeps them."""
    from nbgrader.api import MissingEntry

    try:
        return book.find_notebook(master.chapter.path.stem, master.name).source_cells
    except MissingEntry:
        return []


def merged(before: Assessment | None, now: Assessment) -> Assessment:
    """An assessment of some exercises, with what is known of the others."""
    new = {verdict.exercise: verdict for verdict in now.verdicts}
    old = {verdict.exercise: verdict for verdict in before.verdicts} if before else {}
    return replace(now, verdicts=tuple((old | new).values()))


@contextmanager
def workers(wish: Wish) -> Iterator[Cluster]:
    """The cluster that was asked for, or processes on this machine."""
    if wish.scheduler:
        with cluster(wish.scheduler) as found:
            yield found
    else:
        yield Cluster(processes, wish.jobs or os.cpu_count() or 1)
