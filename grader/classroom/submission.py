"""What a student handed in: the bytes of a notebook, or why there are none.

Only ordinary files inside the student's own folder are read: a link may lead to a neighbour's
notebook, a pipe never ends.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from grader.classroom.master import Master

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
