"""Write source notebooks in one canonical form, so that a diff shows only what an author changed.

The canonical form has no outputs, no execution counts and nothing that an editor left behind. Every
cell has an id that says what it is. Keys are sorted; the bytes are those that nbformat would write.
"""

import json
import re
from itertools import count
from pathlib import Path
from typing import Any

from grader.judge.notebook import NOTEBOOK_METADATA, Notebook, StoredCell, read_cell

KEPT_METADATA = ("grader", "jupyter", "nbgrader", "tags")
KEPT_OF_NBGRADER = ("grade", "grade_id", "locked", "points", "schema_version", "solution", "task")
MACHINE_MADE_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f-]+)?")


def tidy(notebook: Notebook) -> Notebook:
    """Return the notebook's canonical form."""
    cells = [tidy_cell(cell) for cell in notebook["cells"]]
    name_cells(cells)
    return {"cells": cells, "metadata": NOTEBOOK_METADATA, "nbformat": 4, "nbformat_minor": 5}


def tidy_cell(cell: StoredCell) -> StoredCell:
    """Return what an author wrote in a cell, without what running or editing left there."""
    kept = {
        "cell_type": cell["cell_type"],
        "id": cell.get("id", ""),
        "metadata": tidy_metadata(cell["metadata"]),
        "source": tidy_source(read_cell(cell).source),
    }
    return kept | ({"execution_count": None, "outputs": []} if kept["cell_type"] == "code" else {})


def tidy_metadata(metadata: dict[str, Any]) -> dict[str, Any]:
    """Return an author's metadata: the part in grading, the tags, and what is folded away."""
    kept = {key: metadata[key] for key in KEPT_METADATA if metadata.get(key)}
    if "nbgrader" in kept:
        kept["nbgrader"] = {k: v for k, v in kept["nbgrader"].items() if k in KEPT_OF_NBGRADER}
    return kept


def tidy_source(text: str) -> str:
    """Return the text without blank lines around it and without spaces at the ends of its lines."""
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def name_cells(cells: list[StoredCell]) -> None:
    """Give every cell a unique id: its grade id, else its own, else its neighbour's with a number."""
    taken = {read_cell(cell).grade_id for cell in cells}
    before = "cell"
    for cell in cells:
        cell["id"] = read_cell(cell).grade_id or own_id(cell, taken) or free_id(before, taken)
        taken.add(cell["id"])
        before = re.sub(r"-\d+$", "", cell["id"])


def own_id(cell: StoredCell, taken: set[str | None]) -> str | None:
    """Return the id that an author gave the cell; None if there is none or another cell has it."""
    given = cell["id"]
    return None if given in taken or MACHINE_MADE_ID.fullmatch(given) else given


def free_id(before: str, taken: set[str | None]) -> str:
    """Return the first of `before-1`, `before-2`, … that no cell has."""
    return next(name for n in count(1) if (name := f"{before}-{n}") not in taken)


def dumps(notebook: Notebook) -> str:
    """Return the text of the file as nbformat writes it: with sorted keys, and sources as lists."""
    cells = [
        cell | {"source": read_cell(cell).source.splitlines(keepends=True)}
        for cell in notebook["cells"]
    ]
    stored = notebook | {"cells": cells}
    return json.dumps(stored, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def tidy_file(path: Path, *, write: bool = True) -> bool:
    """Tidy a file, or only check it; return True if it was untidy."""
    before = path.read_text(encoding="utf-8")
    after = dumps(tidy(json.loads(before)))
    if write and after != before:
        path.write_text(after, encoding="utf-8")
    return after != before
