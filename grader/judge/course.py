"""The course on disk: where it is, its chapters, and the exercises inside their notebooks.

A notebook is read as the plain JSON that it is, so that asking for an exercise costs milliseconds
and imports nothing. What a cell is for stands in its nbgrader metadata; `role` reads it.

nbgrader's marks in a source notebook: what of a cell is the solution, what is a hidden test.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

MARKER = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)")
REGION = re.compile(r"### BEGIN (SOLUTION|HIDDEN TESTS)\n(.*?)### END \1", re.DOTALL)


def hidden_regions(text: str) -> list[str]:
    """What of a cell's text no learner may read."""
    return [region[2] for region in REGION.finditer(text)]


def in_the_open(text: str, instead: str = "") -> str:
    """A cell's text as learners get it, with something else in the place of what is hidden."""
    return REGION.sub(instead, text)


Cell = dict[str, Any]
Notebook = dict[str, Any]


class UnknownExercise(LookupError):
    """No exercise of the course has this name; the message suggests the nearest ones."""


def source(cell: Cell) -> str:
    """The text of a cell, which the notebook format stores whole or as a list of lines."""
    text = cell["source"]
    return text if isinstance(text, str) else "".join(text)


def grade_id(cell: Cell) -> str | None:
    """The name under which nbgrader knows a cell, if it knows it."""
    return cell["metadata"].get("nbgrader", {}).get("grade_id") or None


def points(cell: Cell) -> float:
    """What a check cell is worth; 0 for every other cell."""
    return cell["metadata"].get("nbgrader", {}).get("points", 0)


def role(cell: Cell) -> str | None:
    """What a cell is to its exercise, or None: statement, given, answer, check or hidden.

    `given` is read-only code that belongs to an exercise.
    """
    grading = cell["metadata"].get("nbgrader", {})
    if grading.get("solution"):
        return "answer"
    if grading.get("grade"):
        return "hidden" if grading["grade_id"].endswith("_hidden") else "check"
    if grading.get("locked"):
        return "statement" if cell["cell_type"] == "markdown" else "given"
    return None


class NoCourse(LookupError):
    """There is no checkout of the course here."""


@dataclass(frozen=True)
class Exercise:
    """One exercise: its name and its cells, in the order of the notebook."""

    name: str
    chapter: "Chapter"
    cells: tuple[Cell, ...]

    def of(self, *roles: str) -> list[Cell]:
        """The cells with one of these roles."""
        return [cell for cell in self.cells if role(cell) in roles]

    @property
    def statement(self) -> str:
        """What the learner is asked to do, in Markdown."""
        return source(self.of("statement")[0])

    @property
    def stretch(self) -> bool:
        """Whether it is a ★ exercise, for those who want more."""
        return "★" in self.statement.split("\n", 1)[0]

    @property
    def max_points(self) -> float:
        """What a right answer earns."""
        return sum(map(points, self.cells))


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
        return json.loads(self.path.read_text(encoding="utf-8"))

    @property
    def setup(self) -> Cell | None:
        """The first code cell, which holds nothing but imports."""
        return next((c for c in self.notebook["cells"] if c["cell_type"] == "code"), None)

    @property
    def exercises(self) -> list[Exercise]:
        """Its exercises; each begins at its statement and ends with its last graded cell."""
        names = [grade_id(c) for c in self.notebook["cells"] if role(c) == "statement"]
        return [Exercise(name, self, tuple(self._cells_of(name))) for name in names if name]

    def _cells_of(self, name: str) -> Iterator[Cell]:
        for cell in self.notebook["cells"]:
            known_as = grade_id(cell) or cell.get("id", "")
            if known_as == name or belongs(known_as, name):
                yield cell


PARTS = ("given", "answer", "run", "check", "hidden")


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
        from traitlets.config import PyFileConfigLoader

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
