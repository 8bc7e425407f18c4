"""What a student handed in: the bytes of a notebook, or why there are none.

Only ordinary files inside the student's own folder are read: a link may lead to a neighbour's
notebook, a pipe never ends.

Read what was handed in, whatever it is: cells, or a sentence that says why there are none.

Put a submission's notebook in order: every graded cell there, once, as it is meant to be.

Only the learner's own cells are the submission's; statements, given code and checks are the
master's.  What else claims to be a graded cell (a copy, another kind of cell) becomes a plain one,
and what was deleted comes back in its place.

What students write in Markdown is shown in their teacher's browser, beside the grades.

nbgrader's pages render it as it is, HTML and scripts included.  So a learner's text with anything
in it that could become more than plain Markdown is shown as the text that it is.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from grader.classroom.assignment import Master
from grader.judge.notebook import Cell

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
    return Cell("", None, text, kind=stored["cell_type"], grade_id=_grade_id(stored))


def _text(stored: Any) -> str:
    text = "".join(map(str, stored)) if isinstance(stored, list) else str(stored)
    return text.encode("utf-8", "replace").decode("utf-8")  # lone surrogates cannot be written


def _grade_id(stored: dict[str, Any]) -> str | None:
    """Return the name that the cell claims to have for nbgrader, if it claims one."""
    metadata = stored.get("metadata")
    grading = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    known = grading.get("grade_id") if isinstance(grading, dict) else None
    return known if isinstance(known, str) and known else None


MISSING = "# This cell was missing from the submission.\n"


def restored(cells: Iterable[Cell], master: Master) -> list[Cell]:
    """The cells of a submission, in its order, with the master's in their places."""
    seen: set[str] = set()
    kept = [_kept(cell, master, seen) for cell in cells]
    return _numbered(_with_missing(kept, master, seen))


def _kept(cell: Cell, master: Master, seen: set[str]) -> Cell:
    known = cell.grade_id
    original = master.originals.get(known) if known else None
    if not known or not original or known in seen or cell.kind != original.kind:
        plain = Cell("", None, cell.source, kind=cell.kind)
        return plain if cell.source in master.texts else harmless(plain)
    seen.add(known)
    return replace(original, source=cell.source) if original.role == "answer" else original


def _with_missing(cells: list[Cell], master: Master, seen: set[str]) -> list[Cell]:
    """Insert each missing cell behind the one that it follows in the master."""
    result, position = list(cells), 0
    for known, original in master.originals.items():
        if known not in seen:
            text = MISSING if original.role == "answer" else original.source
            result.insert(position, replace(original, source=text))
        position = _position(result, known) + 1
    return result


def _position(cells: list[Cell], known: str) -> int:
    return next(n for n, cell in enumerate(cells) if cell.grade_id == known)


def _numbered(cells: list[Cell]) -> list[Cell]:
    """Ids that are unique: a graded cell's own, a number for any other."""
    return [replace(cell, id=cell.grade_id or f"cell-{n}") for n, cell in enumerate(cells, 1)]


MORE_THAN_TEXT = re.compile(r"[<&\\\]]")  # tags, entities, TeX's \href, links and images


def harmless(cell: Cell) -> Cell:
    """A learner's own cell; of its Markdown only what runs nothing and loads nothing."""
    if cell.kind != "markdown" or not MORE_THAN_TEXT.search(cell.source):
        return cell
    return replace(cell, source=_as_text(cell.source))


def _as_text(text: str) -> str:
    """A block of code, fenced by more backticks than there are in a row anywhere in it."""
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", text))])
    return f"{fence}text\n{text}\n{fence}"


LARGEST_FILE = 200 * 2**20


@dataclass(frozen=True)
class Submission:
    """One student's notebook; `problem` tells why `data` is empty."""

    student: str
    data: bytes = field(repr=False)
    problem: str = ""
    timestamp: str = ""

    @property
    def digest(self) -> str:
        """Changes when anything does that was handed in."""
        whole = b"\0".join([self.data, self.problem.encode(), self.timestamp.encode()])
        return sha256(whole).hexdigest()[:16]


def submissions(
    submitted: Path, master: Master, student: str | None = None
) -> Iterator[Submission]:
    """What is in nbgrader's directory of submissions for this chapter, by student."""
    folders = sorted(submitted.glob("*")) if student is None else [submitted / student]
    for folder in folders:
        handed_in = folder / master.name
        if handed_in.is_dir() and not folder.name.startswith("."):
            yield submission(handed_in, master)


def submission(folder: Path, master: Master) -> Submission:
    """Read one student's folder."""
    student, timestamp = _name(folder.parent), _timestamp(folder)
    try:
        return Submission(student, _read(folder / master.file_name), "", timestamp)
    except OSError as error:
        return Submission(student, b"", str(error.strerror or error), timestamp)


def _name(folder: Path) -> str:
    """Who it is; bytes that are no text are spelled out, since no gradebook takes them."""
    return os.fsencode(folder.name).decode("utf-8", "backslashreplace")


def _read(path: Path) -> bytes:
    if path.is_symlink() or path.parent.is_symlink():
        raise OSError(f"{path.name} is a link, not a file.")
    if not path.exists():
        raise OSError(_missing(path))
    if not path.is_file():
        raise OSError(f"{path.name} is not a file.")
    if path.stat().st_size > LARGEST_FILE:
        raise OSError(f"{path.name} has {path.stat().st_size // 2**20} MB, which is too large.")
    return path.read_bytes()


def _missing(path: Path) -> str:
    others = sorted(each.name for each in path.parent.glob("*.ipynb"))
    found = f", but {', '.join(others)}" if others else ""
    return f"There is no {path.name}{found}."


def _timestamp(folder: Path) -> str:
    """When it was handed in, as nbgrader's `collect` notes it."""
    note = folder / "timestamp.txt"
    ordinary = note.is_file() and not note.is_symlink() and note.stat().st_size < 100
    return note.read_text(encoding="utf-8", errors="replace").strip() if ordinary else ""
