"""The course on disk: where it is, its chapters, and the exercises inside their notebooks.

A notebook is read as the plain JSON that it is, so that asking for an exercise costs milliseconds
and imports nothing.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

from grader.judge.notebook import Cell, Notebook, Role, read_cells

PARTS = ("given", "answer", "run", "check", "hidden")


class UnknownExercise(LookupError):
    """No exercise of the course has this name; the message suggests the nearest ones."""


class NoCourse(LookupError):
    """There is no checkout of the course here."""


@dataclass(frozen=True)
class Exercise:
    """One exercise: its name and its cells, in the order of the notebook."""

    name: str
    chapter: "Chapter"
    cells: tuple[Cell, ...]

    def of(self, *roles: Role) -> list[Cell]:
        """The cells with one of these roles."""
        return [cell for cell in self.cells if cell.role in roles]

    @property
    def statement(self) -> str:
        """What the learner is asked to do, in Markdown."""
        return self.of("statement")[0].source

    @property
    def stretch(self) -> bool:
        """Whether it is a ★ exercise, for those who want more."""
        return "★" in self.statement.split("\n", 1)[0]

    @property
    def max_points(self) -> float:
        """What a right answer earns."""
        return sum(cell.points for cell in self.cells)


@dataclass(frozen=True)
class Chapter:
    """One chapter: a folder with a notebook in it."""

    path: Path

    @property
    def name(self) -> str:
        """The folder's name, which is nbgrader's name of the assignment."""
        return self.path.parent.name

    @property
    def released(self) -> Path | None:
        """The folder that learners get, if it has been made."""
        folder = self.path.parents[2] / "notebooks" / self.name
        return folder if folder.is_dir() else None

    @cached_property
    def notebook(self) -> Notebook:
        """The notebook as stored."""
        notebook: Notebook = json.loads(self.path.read_text(encoding="utf-8"))
        return notebook

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Return the notebook's cells."""
        return read_cells(self.notebook)

    @property
    def setup(self) -> Cell | None:
        """The first code cell, which holds nothing but imports."""
        return next((cell for cell in self.cells if cell.kind == "code"), None)

    @property
    def exercises(self) -> list[Exercise]:
        """Its exercises; each begins at its statement and ends with its last graded cell."""
        names = [cell.grade_id for cell in self.cells if cell.role == "statement"]
        return [Exercise(name, self, tuple(self._cells_of(name))) for name in names if name]

    def _cells_of(self, name: str) -> Iterator[Cell]:
        for cell in self.cells:
            known_as = cell.grade_id or cell.id
            if known_as == name or belongs(known_as, name):
                yield cell


def belongs(known_as: str, name: str) -> bool:
    """Whether a cell of this id is a part of the exercise: NAME_answer, NAME_check, …"""
    return known_as.startswith(f"{name}_") and known_as[len(name) + 1 :] in PARTS


@dataclass(frozen=True)
class Course:
    """A checkout of the course: its instructor sources, and the releases made of them."""

    root: Path

    @classmethod
    def here(cls) -> "Course":
        """The course around the working directory, else the one this package is installed from."""
        candidates = (Path.cwd(), *Path.cwd().parents, Path(__file__).parents[2])
        for root in candidates:
            if (root / "nbgrader_config.py").is_file():
                return cls(root)
        raise NoCourse("This is no checkout of the course: go to the directory of its README.")

    @property
    def releases(self) -> Path:
        """Where the students' notebooks are."""
        return self.root / "notebooks"

    def nbgrader_config(self) -> Any:
        """What `nbgrader` reads when it is started in the course's directory."""
        from traitlets.config.loader import PyFileConfigLoader

        return PyFileConfigLoader("nbgrader_config.py", path=str(self.root)).load_config()

    @property
    def chapters(self) -> list[Chapter]:
        """The instructor sources of all chapters, in the order of the course."""
        return [Chapter(path) for path in sorted(self.root.glob("solutions/*/*.ipynb"))]

    @property
    def exercises(self) -> list[Exercise]:
        """All exercises, in the order of the course."""
        return [exercise for chapter in self.chapters for exercise in chapter.exercises]

    def exercise(self, name: str) -> Exercise:
        """The exercise of this name; names are unique in the whole course."""
        known = {exercise.name: exercise for exercise in self.exercises}
        if name not in known:
            raise UnknownExercise(_unknown(name, list(known)))
        return known[name]


def _unknown(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=3, cutoff=0.4)
    hint = f"Did you mean {' or '.join(near)}?" if near else f"There are: {', '.join(known)}."
    return f"No exercise is called {name}. {hint if known else 'The course has none yet.'}"
