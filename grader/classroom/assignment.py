"""A chapter as grading needs it: its exercises, and every graded cell as it is meant to be.

It is read once and travels to the workers whole, so that they need neither the disk nor a second
look at files that change under them.
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
    """A chapter that learners cannot have got."""


@dataclass(frozen=True)
class Master:
    """The instructor's notebook, and the release that submissions were made of."""

    chapter: Chapter
    released: Notebook = field(repr=False)

    @classmethod
    def of(cls, chapter: Chapter, releases: Path | None = None) -> "Master":
        """Read a chapter and its release."""
        folder = (releases or chapter.path.parents[2] / "notebooks") / chapter.name
        path = folder / chapter.path.name
        if not path.is_file():
            raise NotReleased(f"{chapter.name} is not released: run `grader release` first.")
        chapter.cells  # noqa: B018 - read now, so that it travels along
        return cls(chapter, json.loads(path.read_text(encoding="utf-8")))

    @property
    def name(self) -> str:
        """The assignment's name."""
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
    def originals(self) -> dict[str, Cell]:
        """Cells by grade id: checks and statements of the instructor, stubs of the release."""
        full = {cell.grade_id: cell for cell in self.chapter.cells}
        return {
            known: cell if cell.role == "answer" else replace(cell, source=full[known].source)
            for cell in self.released_cells
            if (known := cell.grade_id) and known in full
        }

    @cached_property
    def released_cells(self) -> tuple[Cell, ...]:
        """The cells of the release."""
        return read_cells(self.released)

    @cached_property
    def texts(self) -> set[str]:
        """What the released cells say."""
        return {cell.source for cell in self.released_cells}

    @property
    def imports(self) -> Cell | None:
        """The cell that imports what all answers may use."""
        return self.chapter.setup

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """Modules that its attempts import, and that take long to import."""
        serves = any(SERVING[0] in cell.source for cell in self.chapter.cells)
        return SERVING if serves else ()

    @cached_property
    def digest(self) -> str:
        """Changes with anything that a verdict depends on besides the answer.

        It travels with the chapter: a worker elsewhere may not have the files that learners get.
        """
        cells = [cell for cell in self.chapter.cells if cell.role]
        texts = [repr(self.imports), *map(repr, cells), *self._given()]
        return sha256("\0".join(texts).encode()).hexdigest()[:16]

    def _given(self) -> Iterator[str]:
        """The files that learners get with the notebook: their names and what is in them."""
        folder = self.chapter.released or Path(os.devnull)
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".ipynb" and "__pycache__" not in path.parts:
                yield f"{path.relative_to(folder)} {sha256(path.read_bytes()).hexdigest()}"
