"""A sample class: the released notebook, handed in by students who wrote what data/ says.

`data/demo_class/CHAPTER/STUDENT/EXERCISE.py` is what a student wrote into an answer cell; a cell
without a file is handed in untouched.
"""

import json
from pathlib import Path

from grader.course import Cell, Notebook, grade_id

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


def _filled_in(cell: Cell, written: Path) -> Cell:
    answer = written / f"{(grade_id(cell) or '').removesuffix('_answer')}.py"
    answered = (grade_id(cell) or "").endswith("_answer") and answer.is_file()
    return cell | {"source": answer.read_text(encoding="utf-8")} if answered else cell
