"""An assignment: the instructor's chapter, and the release that learners work on.

An assignment is read once and sent to the workers whole, so that they do not read files that may
change during grading.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from grader.attempt.forkserver_client import SERVING
from grader.judge.course import Chapter, Exercise
from grader.judge.notebook import Cell, Notebook, read_cells


class NotReleased(LookupError):
    """The chapter has no release, so no learner can have got it."""


@dataclass(frozen=True)
class Assignment:
    """A chapter, and the notebook of its release from which submissions are made."""

    chapter: Chapter
    released: Notebook = field(repr=False)

    @classmethod
    def of(cls, chapter: Chapter, releases: Path | None = None) -> "Assignment":
        """Read a chapter and its release."""
        folder = (releases or chapter.path.parents[2] / "notebooks") / chapter.name
        path = folder / chapter.path.name
        if not path.is_file():
            raise NotReleased(f"{chapter.name} is not released: run `grader release` first.")
        chapter.cells  # noqa: B018 - read now, so that the workers get them
        return cls(chapter, json.loads(path.read_text(encoding="utf-8")))

    @property
    def name(self) -> str:
        """The name of nbgrader's assignment."""
        return self.chapter.name

    @property
    def file_name(self) -> str:
        """The name of the notebook's file in a submission."""
        return self.chapter.path.name

    @cached_property
    def exercises(self) -> list[Exercise]:
        """The exercises, in the order of the notebook."""
        return self.chapter.exercises

    @cached_property
    def released_cells(self) -> tuple[Cell, ...]:
        """The cells of the release."""
        return read_cells(self.released)

    @cached_property
    def originals(self) -> dict[str, Cell]:
        """The cells that nbgrader knows, by grade id: the instructor's, but answers as released."""
        full = {cell.grade_id: cell for cell in self.chapter.cells}
        return {
            name: cell if cell.role == "answer" else replace(cell, source=full[name].source)
            for cell in self.released_cells
            if (name := cell.grade_id) and name in full
        }

    @cached_property
    def texts(self) -> set[str]:
        """The texts of the released cells."""
        return {cell.source for cell in self.released_cells}

    @property
    def setup(self) -> Cell | None:
        """The cell whose imports every answer may use."""
        return self.chapter.setup

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """The modules that attempts need and that take long to import."""
        serves = any(SERVING[0] in cell.source for cell in self.chapter.cells)
        return SERVING if serves else ()

    @cached_property
    def digest(self) -> str:
        """A digest of everything but the answer that a verdict depends on.

        It is made where the assignment is read: a worker elsewhere may not have the given files.
        """
        cells = [cell for cell in self.chapter.cells if cell.role]
        texts = [repr(self.setup), *map(repr, cells), *self._given_files()]
        return sha256("\0".join(texts).encode()).hexdigest()[:16]

    def _given_files(self) -> Iterator[str]:
        """Yield the name and the digest of each file that learners get with the notebook."""
        folder = self.chapter.released or Path(os.devnull)
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".ipynb" and "__pycache__" not in path.parts:
                yield f"{path.relative_to(folder)} {sha256(path.read_bytes()).hexdigest()}"
