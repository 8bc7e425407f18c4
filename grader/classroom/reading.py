"""Read what was handed in, whatever it is: cells, or a sentence that says why there are none."""

import json
from typing import Any

from grader.course import Cell

LARGEST_CELL = 200_000  # characters; nobody writes so much by hand, and parsing more takes long
KINDS = ("code", "markdown", "raw")


class Unreadable(Exception):
    """No notebook can be made of this; the text says why."""


def cells_of(data: bytes) -> list[Cell]:
    """The cells of a notebook file: their kind, text and grade id, and nothing else of them."""
    return [cell for each in _stored_cells(_document(data)) if (cell := _cell(each))]


def _document(data: bytes) -> dict[str, Any]:
    if not data.strip():
        raise Unreadable("The file is empty.")
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"The file is no notebook: {str(error)[:200]}.") from None
    if not isinstance(document, dict):
        raise Unreadable("The file is no notebook: it is JSON, but has no cells.")
    return document


def _stored_cells(document: dict[str, Any]) -> list[Any]:
    """The list of cells, which notebooks of before 2015 (format 3) keep in a worksheet."""
    sheets = document.get("worksheets")
    holder = sheets[0] if isinstance(sheets, list) and sheets else document
    cells = holder.get("cells") if isinstance(holder, dict) else None
    if not isinstance(cells, list) or not cells:
        raise Unreadable("The notebook has no cells.")
    return cells


def _cell(stored: Any) -> Cell | None:
    if not isinstance(stored, dict) or stored.get("cell_type") not in KINDS:
        return None
    text = _text(stored.get("source", stored.get("input", "")))
    if len(text) > LARGEST_CELL:
        text = f"# This cell held {len(text)} characters, which are too many to be read.\n"
    return {"cell_type": stored["cell_type"], "source": text, "metadata": _grading(stored)}


def _text(stored: Any) -> str:
    text = "".join(map(str, stored)) if isinstance(stored, list) else str(stored)
    return text.encode("utf-8", "replace").decode("utf-8")  # lone surrogates cannot be written


def _grading(stored: dict[str, Any]) -> dict[str, Any]:
    """Of a cell's metadata only the name under which nbgrader knows it."""
    metadata = stored.get("metadata")
    grading = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    known = grading.get("grade_id") if isinstance(grading, dict) else None
    return {"nbgrader": {"grade_id": known}} if isinstance(known, str) else {}
