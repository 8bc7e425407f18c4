"""What a student handed in: the file, the cells in it, and the same cells put in order.

A file is read only if it is an ordinary one inside the student's own folder: a link may lead to a
neighbour's notebook, and a pipe never ends. Whatever the file holds, the result is a list of cells or
a sentence that says why there are none.

Restoring puts every graded cell of the assignment into the notebook, once. Only answers and the
learner's own cells are taken from the submission; statements, given code and checks are the
assignment's. Another cell that claims to be graded (a copy, or one of another kind) becomes a plain
cell, and a deleted cell comes back in its place.

nbgrader's pages show Markdown to the teacher with its HTML and its scripts. A learner's own Markdown
that holds more than plain text is therefore shown as a block of code.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from grader.classroom.assignment import Assignment
from grader.judge.notebook import Cell

MAX_FILE_SIZE = 200 * 2**20
"""Bytes that a notebook may have."""
MAX_CELL_LENGTH = 200_000
"""Characters that a cell may have; no one writes more by hand, and parsing more takes long."""
KINDS = ("code", "markdown", "raw")
MISSING = "# This cell was missing from the submission.\n"
MORE_THAN_TEXT = re.compile(r"[<&\\\]]")
"""Finds HTML tags, entities, TeX's `\\href`, links and images."""


class Unreadable(Exception):
    """The submission is no notebook; the text says why."""


@dataclass(frozen=True)
class Submission:
    """One student's notebook file; `problem` says why `data` is empty."""

    student: str
    data: bytes = field(repr=False)
    problem: str = ""
    timestamp: str = ""

    @property
    def digest(self) -> str:
        """A digest of everything that was handed in."""
        whole = b"\0".join([self.data, self.problem.encode(), self.timestamp.encode()])
        return sha256(whole).hexdigest()[:16]


def submissions(
    submitted: Path, assignment: Assignment, student: str | None = None
) -> Iterator[Submission]:
    """Yield the submissions in nbgrader's directory, by student; only one student's if named."""
    folders = sorted(submitted.glob("*")) if student is None else [submitted / student]
    for folder in folders:
        handed_in = folder / assignment.name
        if handed_in.is_dir() and not folder.name.startswith("."):
            yield submission_in(handed_in, assignment)


def submission_in(folder: Path, assignment: Assignment) -> Submission:
    """Read the submission in one student's folder."""
    student, timestamp = _student(folder.parent), _timestamp(folder)
    try:
        return Submission(student, _read(folder / assignment.file_name), "", timestamp)
    except OSError as error:
        return Submission(student, b"", str(error.strerror or error), timestamp)


def submitted_cells(data: bytes) -> list[Cell]:
    """Return the cells of a notebook file: their kind, text and claimed grade id, nothing else."""
    return [cell for each in _stored_cells(_document(data)) if (cell := _cell(each))]


def restore_cells(cells: Iterable[Cell], assignment: Assignment) -> list[Cell]:
    """Return the submission's cells in their order, with the assignment's own in their places."""
    seen: set[str] = set()
    kept = [_kept(cell, assignment, seen) for cell in cells]
    return _with_ids(_with_missing(kept, assignment, seen))


def with_safe_markdown(cell: Cell) -> Cell:
    """Return the cell; Markdown that could run or load something becomes a block of code."""
    if cell.kind != "markdown" or not MORE_THAN_TEXT.search(cell.source):
        return cell
    return replace(cell, source=_as_block_of_code(cell.source))


def _student(folder: Path) -> str:
    """Return the student's name, with escapes for bytes that are no text: no gradebook takes them."""
    return os.fsencode(folder.name).decode("utf-8", "backslashreplace")


def _read(path: Path) -> bytes:
    if path.is_symlink() or path.parent.is_symlink():
        raise OSError(f"{path.name} is a link, not a file.")
    if not path.exists():
        raise OSError(_no_such_file(path))
    if not path.is_file():
        raise OSError(f"{path.name} is not a file.")
    if path.stat().st_size > MAX_FILE_SIZE:
        raise OSError(f"{path.name} has {path.stat().st_size // 2**20} MB, which is too large.")
    return path.read_bytes()


def _no_such_file(path: Path) -> str:
    others = sorted(each.name for each in path.parent.glob("*.ipynb"))
    found = f", but {', '.join(others)}" if others else ""
    return f"There is no {path.name}{found}."


def _timestamp(folder: Path) -> str:
    """Return the time of handing in that nbgrader's `collect` has noted, or an empty text."""
    note = folder / "timestamp.txt"
    ordinary = note.is_file() and not note.is_symlink() and note.stat().st_size < 100
    return note.read_text(encoding="utf-8", errors="replace").strip() if ordinary else ""


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
    """Return the list of cells, which notebooks of before 2015 (format 3) keep in a worksheet."""
    sheets = document.get("worksheets")
    holder = sheets[0] if isinstance(sheets, list) and sheets else document
    cells = holder.get("cells") if isinstance(holder, dict) else None
    if not isinstance(cells, list) or not cells:
        raise Unreadable("The notebook has no cells.")
    return cells


def _cell(stored: Any) -> Cell | None:
    """Return the stored cell; None for what is no cell at all."""
    if not isinstance(stored, dict) or stored.get("cell_type") not in KINDS:
        return None
    text = _text(stored.get("source", stored.get("input", "")))
    if len(text) > MAX_CELL_LENGTH:
        text = f"# This cell held {len(text)} characters, which are too many to be read.\n"
    return Cell("", None, text, kind=stored["cell_type"], grade_id=_grade_id(stored))


def _text(stored: Any) -> str:
    text = "".join(map(str, stored)) if isinstance(stored, list) else str(stored)
    return text.encode("utf-8", "replace").decode("utf-8")  # lone surrogates cannot be written


def _grade_id(stored: dict[str, Any]) -> str | None:
    """Return the grade id that the cell claims to have, if it claims one."""
    metadata = stored.get("metadata")
    grading = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = grading.get("grade_id") if isinstance(grading, dict) else None
    return name if isinstance(name, str) and name else None


def _kept(cell: Cell, assignment: Assignment, seen: set[str]) -> Cell:
    """Return what becomes of a submitted cell; `seen` are the grade ids that have been used."""
    name = cell.grade_id
    original = assignment.originals.get(name) if name else None
    if not name or not original or name in seen or cell.kind != original.kind:
        plain = Cell("", None, cell.source, kind=cell.kind)
        return plain if cell.source in assignment.texts else with_safe_markdown(plain)
    seen.add(name)
    return replace(original, source=cell.source) if original.role == "answer" else original


def _with_missing(cells: list[Cell], assignment: Assignment, seen: set[str]) -> list[Cell]:
    """Insert each missing cell behind the one that it follows in the assignment."""
    result, position = list(cells), 0
    for name, original in assignment.originals.items():
        if name not in seen:
            text = MISSING if original.role == "answer" else original.source
            result.insert(position, replace(original, source=text))
        position = _position(result, name) + 1
    return result


def _position(cells: list[Cell], name: str) -> int:
    return next(n for n, cell in enumerate(cells) if cell.grade_id == name)


def _with_ids(cells: list[Cell]) -> list[Cell]:
    """Give each cell a unique id: a graded cell its grade id, any other cell a number."""
    return [replace(cell, id=cell.grade_id or f"cell-{n}") for n, cell in enumerate(cells, 1)]


def _as_block_of_code(text: str) -> str:
    """Return the text between fences of more backticks than it has in a row anywhere."""
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", text))])
    return f"{fence}text\n{text}\n{fence}"
