"""Put a submission's notebook in order: every graded cell there, once, as it is meant to be.

Only the learner's own cells are the submission's; statements, given code and checks are the
master's.  What else claims to be a graded cell (a copy, another kind of cell) becomes a plain one,
and what was deleted comes back in its place.
"""

from grader.classroom.harmless import harmless
from grader.classroom.master import Master
from grader.course import Cell, grade_id, role, source

MISSING = "# This cell was missing from the submission.\n"


def restored(cells: list[Cell], master: Master) -> list[Cell]:
    """The cells of a submission, in its order, with the master's in their places."""
    seen: set[str] = set()
    kept = [_kept(cell, master, seen) for cell in cells]
    return _numbered(_with_missing(kept, master, seen))


def _kept(cell: Cell, master: Master, seen: set[str]) -> Cell:
    known = grade_id(cell)
    original = master.originals.get(known) if known else None
    if not known or not original or known in seen or not _same_kind(cell, original):
        plain = cell | {"metadata": {}}
        return plain if source(cell) in master.texts else harmless(plain)
    seen.add(known)
    return original | {"source": cell["source"]} if role(original) == "answer" else original


def _same_kind(cell: Cell, original: Cell) -> bool:
    return cell["cell_type"] == original["cell_type"]


def _with_missing(cells: list[Cell], master: Master, seen: set[str]) -> list[Cell]:
    """Insert each missing cell behind the one that it follows in the master."""
    result, position = list(cells), 0
    for known, original in master.originals.items():
        if known not in seen:
            text = MISSING if role(original) == "answer" else original["source"]
            result.insert(position, original | {"source": text})
        position = _position(result, known) + 1
    return result


def _position(cells: list[Cell], known: str) -> int:
    return next(n for n, cell in enumerate(cells) if grade_id(cell) == known)


def _numbered(cells: list[Cell]) -> list[Cell]:
    """Ids that are unique: a graded cell's own, a number for any other."""
    return [cell | {"id": grade_id(cell) or f"cell-{n}"} for n, cell in enumerate(cells, 1)]
