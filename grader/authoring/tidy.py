"""The canonical form of a source notebook: what is the same looks the same, so diffs are small.

No outputs, no execution counts, no traces of an editor; every cell has an id that tells what it is;
keys are sorted; the bytes are those that nbformat itself would write.
"""

import json
import re
from itertools import count
from pathlib import Path
from typing import Any

from grader.judge.notebook import Notebook, StoredCell, read_cell

KEPT = ("grader", "jupyter", "nbgrader", "tags")
GRADING = ("grade", "grade_id", "locked", "points", "schema_version", "solution", "task")
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
MADE_BY_A_MACHINE = re.compile(r"[0-9a-f]{8}(-[0-9a-f-]+)?")


def tidy(notebook: Notebook) -> Notebook:
    """Return the notebook's canonical form."""
    cells = [tidy_cell(cell) for cell in notebook["cells"]]
    name_cells(cells)
    return {"cells": cells, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5}


def tidy_cell(cell: StoredCell) -> StoredCell:
    """Return what an author wrote of a cell, and nothing that running or editing it left there."""
    kept = {
        "cell_type": cell["cell_type"],
        "id": cell.get("id", ""),
        "metadata": tidy_metadata(cell["metadata"]),
        "source": tidy_source(read_cell(cell).source),
    }
    return kept | ({"execution_count": None, "outputs": []} if kept["cell_type"] == "code" else {})


def tidy_metadata(metadata: dict[str, Any]) -> dict[str, Any]:
    """Return what a cell says of itself: its part in grading, its tags, what of it is folded."""
    kept = {key: metadata[key] for key in KEPT if metadata.get(key)}
    if "nbgrader" in kept:
        kept["nbgrader"] = {k: v for k, v in kept["nbgrader"].items() if k in GRADING}
    return kept


def tidy_source(text: str) -> str:
    """Return the text without blank lines around it and blanks at the end of its lines."""
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def name_cells(cells: list[StoredCell]) -> None:
    """Give every cell a telling, unique id: its grade id, else its own, else a neighbour's."""
    taken = {read_cell(cell).grade_id for cell in cells}
    before = "cell"
    for cell in cells:
        cell["id"] = read_cell(cell).grade_id or own_id(cell, taken) or free_id(before, taken)
        taken.add(cell["id"])
        before = re.sub(r"-\d+$", "", cell["id"])


def own_id(cell: StoredCell, taken: set[str | None]) -> str | None:
    """Return the id that an author gave the cell, if one did and no other cell has it."""
    given = cell["id"]
    return None if given in taken or MADE_BY_A_MACHINE.fullmatch(given) else given


def free_id(before: str, taken: set[str | None]) -> str:
    """Return the first of `before-1`, `before-2`, … that no cell has."""
    return next(name for n in count(1) if (name := f"{before}-{n}") not in taken)


def dumps(notebook: Notebook) -> str:
    """Return the file's text, as nbformat writes it: sorted keys, sources as lists of lines."""
    cells = [
        cell | {"source": read_cell(cell).source.splitlines(keepends=True)}
        for cell in notebook["cells"]
    ]
    stored = notebook | {"cells": cells}
    return json.dumps(stored, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def tidy_file(path: Path, *, write: bool = True) -> bool:
    """Tidy a file; return whether it was untidy."""
    before = path.read_text(encoding="utf-8")
    after = dumps(tidy(json.loads(before)))
    if write and after != before:
        path.write_text(after, encoding="utf-8")
    return after != before
