"""A sample class whose students hand in what `data/demo_class` says, in a directory of its own.

`data/demo_class/CHAPTER/STUDENT/EXERCISE.py` is the text that a student wrote into an answer cell; a
cell without a file is handed in as it was released.
"""

import json
import shutil
from pathlib import Path

from grader.classroom.assignment import Assignment
from grader.classroom.grade import find_assignment
from grader.classroom.pipeline import Pipeline
from grader.judge.course import Course
from grader.judge.notebook import Notebook, StoredCell, read_cell

SAMPLES = Path("data", "demo_class")
MARK = ".made-by-grader-demo"
"""The file that tells that a directory was made by the demo, and may be removed by the next one."""


class DirectoryInUse(FileExistsError):
    """The directory holds something that the demo has not made."""


class Demo:
    """A sample class that works on one chapter, the first one by default."""

    def __init__(self, course: Course, root: Path, chapter: str | None = None) -> None:
        self.course, self.root = course, root
        self.assignment: Assignment = find_assignment(
            course, chapter or sample_chapters(course.root)[0]
        )

    @property
    def students(self) -> list[str]:
        """The names of the students."""
        return sample_students(self.course.root, self.assignment.name)

    def hand_in(self) -> Pipeline:
        """Write the submissions of all students into an empty directory."""
        self._clear_directory()
        pipeline = Pipeline(self.course, self.root)
        submitted = pipeline.folder("submitted")
        for student in self.students:
            self._hand_in(student, submitted / student / self.assignment.name)
        return pipeline

    def _hand_in(self, student: str, folder: Path) -> None:
        """Write one student's submission, as nbgrader would have collected it."""
        answers = self.course.root / SAMPLES / self.assignment.name / student
        folder.mkdir(parents=True)
        for path in (self.course.releases / self.assignment.name).glob("*.ipynb"):
            notebook = with_answers(json.loads(path.read_text(encoding="utf-8")), answers)
            (folder / path.name).write_text(json.dumps(notebook, indent=1), encoding="utf-8")

    def _clear_directory(self) -> None:
        """Remove the last demo; raise `DirectoryInUse` if anything else is there."""
        if self.root.exists() and any(self.root.iterdir()):
            if not (self.root / MARK).exists():
                raise DirectoryInUse(
                    f"{self.root} is not empty: choose another directory with --into."
                )
            shutil.rmtree(self.root)
        self.root.mkdir(parents=True, exist_ok=True)
        (self.root / MARK).touch()


def sample_chapters(root: Path) -> list[str]:
    """Return the names of the chapters that have a sample class."""
    return sorted(path.name for path in (root / SAMPLES).glob("*") if path.is_dir())


def sample_students(root: Path, chapter: str) -> list[str]:
    """Return the names of the students of a chapter's sample class."""
    return sorted(path.name for path in (root / SAMPLES / chapter).glob("*") if path.is_dir())


def with_answers(notebook: Notebook, answers: Path) -> Notebook:
    """Return the notebook with the student's answers in their cells."""
    return notebook | {"cells": [_with_answer(cell, answers) for cell in notebook["cells"]]}


def _with_answer(stored: StoredCell, answers: Path) -> StoredCell:
    name = read_cell(stored).grade_id or ""
    answer = answers / f"{name.removesuffix('_answer')}.py"
    answered = name.endswith("_answer") and answer.is_file()
    return stored | {"source": answer.read_text(encoding="utf-8")} if answered else stored
