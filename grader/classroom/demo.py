"""The sample class and its directory, which is made anew each time.

A sample class: the released notebook, handed in by students who wrote what data/ says.

`data/demo_class/CHAPTER/STUDENT/EXERCISE.py` is what a student wrote into an answer cell; a cell
without a file is handed in untouched.
"""

import json
import shutil
from pathlib import Path

from grader.classroom.assignment import Master
from grader.classroom.grade import master_of
from grader.classroom.pipeline import Pipeline
from grader.judge.course import Course
from grader.judge.notebook import Notebook, StoredCell, read_cell

SAMPLES = Path("data", "demo_class")


def chapters(root: Path) -> list[str]:
    """The chapters that there is a sample class for."""
    return sorted(path.name for path in (root / SAMPLES).glob("*") if path.is_dir())


def students(root: Path, chapter: str) -> list[str]:
    """Who is in the class."""
    return sorted(path.name for path in (root / SAMPLES / chapter).glob("*") if path.is_dir())


def hand_in(root: Path, chapter: str, student: str, released: Path, submitted: Path) -> None:
    """Write one student's submission, as nbgrader would have collected it."""
    written = root / SAMPLES / chapter / student
    folder = submitted / student / chapter
    folder.mkdir(parents=True)
    for path in released.glob("*.ipynb"):
        notebook = filled_in(json.loads(path.read_text(encoding="utf-8")), written)
        (folder / path.name).write_text(json.dumps(notebook, indent=1), encoding="utf-8")


def filled_in(notebook: Notebook, written: Path) -> Notebook:
    """The notebook with the student's answers in their cells."""
    return notebook | {"cells": [_filled_in(cell, written) for cell in notebook["cells"]]}


def _filled_in(stored: StoredCell, written: Path) -> StoredCell:
    name = read_cell(stored).grade_id or ""
    answer = written / f"{name.removesuffix('_answer')}.py"
    answered = name.endswith("_answer") and answer.is_file()
    return stored | {"source": answer.read_text(encoding="utf-8")} if answered else stored


MARK = ".made-by-grader-demo"


class NotOurs(FileExistsError):
    """The directory holds something that the demo has not made."""


class Demo:
    """A class of students who wrote what `data/demo_class` says."""

    def __init__(self, course: Course, root: Path, chapter: str | None = None) -> None:
        self.course, self.root = course, root
        self.master: Master = master_of(course, chapter or chapters(course.root)[0])

    @property
    def students(self) -> list[str]:
        """Who is in the class."""
        return students(self.course.root, self.master.name)

    def hand_in(self) -> Pipeline:
        """Everybody's submission, in a fresh directory."""
        self._make_room()
        pipeline = Pipeline(self.course, self.root)
        submitted, released = pipeline.folder("submitted"), self.course.releases / self.master.name
        for student in self.students:
            hand_in(self.course.root, self.master.name, student, released, submitted)
        return pipeline

    def _make_room(self) -> None:
        """Remove the last demo, and nothing else."""
        if self.root.exists() and any(self.root.iterdir()):
            if not (self.root / MARK).exists():
                raise NotOurs(f"{self.root} is not empty: choose another directory with --into.")
            shutil.rmtree(self.root)
        self.root.mkdir(parents=True, exist_ok=True)
        (self.root / MARK).touch()
