"""The cells of a notebook, as judging and grading need them.

A notebook is read as the plain JSON that it is, so that asking for an exercise costs milliseconds
and imports nothing. nbgrader stores in a cell's metadata what the cell is for. Only this module knows
how: `read_cell` makes a `Cell` of what is stored, `grading_metadata` and `stored_cell` go the other way.

In the text of a source notebook, nbgrader's markers tell what is a solution or a hidden test.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

StoredCell = dict[str, Any]
Notebook = dict[str, Any]
Role = Literal["statement", "given", "answer", "check", "hidden"]

MARKER = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)")
REGION = re.compile(r"### BEGIN (SOLUTION|HIDDEN TESTS)\n(.*?)### END \1", re.DOTALL)
NOTEBOOK_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
SWITCHES: dict[str, dict[str, bool]] = {
    "statement": {"grade": False, "locked": True, "solution": False},
    "given": {"grade": False, "locked": True, "solution": False},
    "answer": {"grade": False, "locked": False, "solution": True},
    "check": {"grade": True, "locked": True, "solution": False},
    "hidden": {"grade": True, "locked": True, "solution": False},
}


@dataclass(frozen=True)
class Cell:
    """One cell: what it is called, what it is to its exercise, its text, and what it is worth.

    `role` is None for a cell that belongs to no exercise, or that a learner may use freely;
    `given` is read-only code. `grade_id` is the name under which nbgrader knows the cell, if it
    does. `metadata` is kept to be written back.
    """

    id: str
    role: Role | None
    source: str
    points: float = 0
    kind: str = "code"
    grade_id: str | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def locked(self) -> bool:
        """Return True if learners are not meant to change the cell."""
        return self.role not in (None, "answer")


def read_cells(notebook: Notebook) -> tuple[Cell, ...]:
    """Return the cells of a notebook that the course's authors or nbgrader have written."""
    return tuple(map(read_cell, notebook["cells"]))


def read_cell(stored: StoredCell) -> Cell:
    """Return the cell that is stored so."""
    metadata, kind = stored["metadata"], stored["cell_type"]
    grading = metadata.get("nbgrader", {})
    return Cell(
        id=stored.get("id", ""),
        role=_role(grading, kind),
        source=_text(stored["source"]),
        points=grading.get("points", 0),
        kind=kind,
        grade_id=grading.get("grade_id") or None,
        metadata=metadata,
    )


def stored_cell(cell: Cell) -> StoredCell:
    """Return what a notebook file holds of the cell, without outputs."""
    return {
        "cell_type": cell.kind,
        "id": cell.id,
        "metadata": dict(cell.metadata),
        "source": cell.source,
    }


def grading_metadata(role: str, grade_id: str, points: float | None = None) -> dict[str, Any]:
    """Return the metadata of a cell of this role, as nbgrader stores it."""
    known = {"grade_id": grade_id, "schema_version": 3, "task": False}
    worth = {} if points is None else {"points": points}
    return {"nbgrader": SWITCHES[role] | known | worth}


def hidden_regions(text: str) -> list[str]:
    """Return the parts of a cell's text that no learner may read."""
    return [region[2] for region in REGION.finditer(text)]


def in_the_open(text: str, instead: str = "") -> str:
    """Return a cell's text as learners get it, with `instead` in the place of each hidden part."""
    return REGION.sub(instead, text)


def _role(grading: dict[str, Any], kind: str) -> Role | None:
    if grading.get("solution"):
        return "answer"
    if grading.get("grade"):
        return "hidden" if grading["grade_id"].endswith("_hidden") else "check"
    if grading.get("locked"):
        return "statement" if kind == "markdown" else "given"
    return None


def _text(stored: str | list[str]) -> str:
    """Return a text that the notebook format stores whole or as a list of lines."""
    return stored if isinstance(stored, str) else "".join(stored)
