"""The course on disk: its root, its chapters, and the exercises inside their notebooks."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

from grader.judge.notebook import Cell, Notebook, Role, read_cells

PARTS = ("given", "answer", "run", "check", "hidden")
"""Endings of the ids of an exercise's cells, in the order of the notebook; the statement has none."""


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
        """Return the cells that have one of these roles."""
        return [cell for cell in self.cells if cell.role in roles]

    @property
    def statement(self) -> str:
        """The task for the learner, in Markdown."""
        return self.of("statement")[0].source

    @property
    def stretch(self) -> bool:
        """True for a ★ exercise, which is for learners who want more."""
        return "★" in self.statement.split("\n", 1)[0]

    @property
    def max_points(self) -> float:
        """The points that a right answer earns."""
        return sum(cell.points for cell in self.cells)


@dataclass(frozen=True)
class Chapter:
    """One chapter: a folder with a notebook in it."""

    path: Path

    @property
    def name(self) -> str:
        """The folder's name, which is also the name of nbgrader's assignment."""
        return self.path.parent.name

    @property
    def released(self) -> Path | None:
        """The folder that learners get, or None if it has not been made."""
        folder = self.path.parents[2] / "notebooks" / self.name
        return folder if folder.is_dir() else None

    @cached_property
    def notebook(self) -> Notebook:
        """The notebook as it is stored."""
        notebook: Notebook = json.loads(self.path.read_text(encoding="utf-8"))
        return notebook

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The cells of the notebook."""
        return read_cells(self.notebook)

    @property
    def setup(self) -> Cell | None:
        """The first code cell, which holds nothing but imports."""
        return next((cell for cell in self.cells if cell.kind == "code"), None)

    @property
    def exercises(self) -> list[Exercise]:
        """The chapter's exercises, in the order of their statements."""
        names = [cell.grade_id for cell in self.cells if cell.role == "statement"]
        return [Exercise(name, self, tuple(self._cells_of(name))) for name in names if name]

    def _cells_of(self, exercise: str) -> Iterator[Cell]:
        for cell in self.cells:
            name = cell.grade_id or cell.id
            if name == exercise or belongs(name, exercise):
                yield cell


@dataclass(frozen=True)
class Course:
    """A checkout of the course: the instructor's notebooks, and the releases made from them."""

    root: Path

    @classmethod
    def here(cls) -> "Course":
        """Return the course around the working directory, else the checkout that this package is in."""
        candidates = (Path.cwd(), *Path.cwd().parents, Path(__file__).parents[2])
        for root in candidates:
            if (root / "nbgrader_config.py").is_file():
                return cls(root)
        raise NoCourse("This is no checkout of the course: go to the directory of its README.")

    @property
    def releases(self) -> Path:
        """The folder of the students' notebooks."""
        return self.root / "notebooks"

    def nbgrader_config(self) -> Any:
        """Return the configuration that `nbgrader` reads when it is started in the course's root."""
        from traitlets.config.loader import PyFileConfigLoader

        return PyFileConfigLoader("nbgrader_config.py", path=str(self.root)).load_config()

    @property
    def chapters(self) -> list[Chapter]:
        """All chapters, in the order of the course."""
        return [Chapter(path) for path in sorted(self.root.glob("solutions/*/*.ipynb"))]

    @property
    def exercises(self) -> list[Exercise]:
        """All exercises, in the order of the course."""
        return [exercise for chapter in self.chapters for exercise in chapter.exercises]

    def exercise(self, name: str) -> Exercise:
        """Return the exercise of this name; names are unique in the whole course."""
        by_name = {exercise.name: exercise for exercise in self.exercises}
        if name not in by_name:
            raise UnknownExercise(_unknown(name, list(by_name)))
        return by_name[name]


def belongs(cell_id: str, exercise: str) -> bool:
    """Return True if a cell of this id is a part of the exercise: NAME_answer, NAME_check, …"""
    return cell_id.startswith(f"{exercise}_") and cell_id[len(exercise) + 1 :] in PARTS


def _unknown(name: str, names: list[str]) -> str:
    near = get_close_matches(name, names, n=3, cutoff=0.4)
    hint = f"Did you mean {' or '.join(near)}?" if near else f"There are: {', '.join(names)}."
    return f"No exercise is called {name}. {hint if names else 'The course has none yet.'}"
