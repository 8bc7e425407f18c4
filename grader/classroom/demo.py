"""The sample class and its directory, which is made anew each time."""

import shutil
from pathlib import Path

from grader.classroom import sample
from grader.classroom.grade import master_of
from grader.classroom.master import Master
from grader.classroom.pipeline import Pipeline
from grader.course import Course

MARK = ".made-by-grader-demo"


class NotOurs(FileExistsError):
    """The directory holds something that the demo has not made."""


class Demo:
    """A class of students who wrote what `data/demo_class` says."""

    def __init__(self, course: Course, root: Path, chapter: str | None = None) -> None:
        self.course, self.root = course, root
        self.master: Master = master_of(course, chapter or sample.chapters(course.root)[0])

    @property
    def students(self) -> list[str]:
        """Who is in the class."""
        return sample.students(self.course.root, self.master.name)

    def hand_in(self) -> Pipeline:
        """Everybody's submission, in a fresh directory."""
        self._make_room()
        pipeline = Pipeline(self.course, self.root)
        submitted, released = pipeline.folder("submitted"), self.course.releases / self.master.name
        for student in self.students:
            sample.hand_in(self.course.root, self.master.name, student, released, submitted)
        return pipeline

    def _make_room(self) -> None:
        """Remove the last demo, and nothing else."""
        if self.root.exists() and any(self.root.iterdir()):
            if not (self.root / MARK).exists():
                raise NotOurs(f"{self.root} is not empty: choose another directory with --into.")
            shutil.rmtree(self.root)
        self.root.mkdir(parents=True, exist_ok=True)
        (self.root / MARK).touch()
