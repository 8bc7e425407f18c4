"""A submission that is being judged, and the handles that stand for its names.

The judge never runs a submission.  It holds its text, and handles that `simulate`, `explore` and
`record` accept in place of a function; only the child turns a handle into what it stands for.
"""

from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import Any, NoReturn

from grader.attempt.protocol import call
from grader.attempt.session import Session

FIND = "grader.attempt.child.submission:find"
_numbers = count(1)


class Subject:
    """A submission: the cells of a notebook as ``(file name, source)``, or a Python file.

    Cells run in a private folder, in which the files of ``folder`` (those that were handed in or
    given out with the notebook) are found under their names.  Calls with a handle of it run in its
    ``session``: one of its own, unless it is given another.
    """

    def __init__(
        self,
        cells: Iterable[tuple[str, str]] = (),
        path: str | Path | None = None,
        folder: str | Path | None = None,
        session: Session | None = None,
    ) -> None:
        self.cells = [(filename, source) for filename, source in cells]
        self.path = None if path is None else str(Path(path).absolute())  # a child's cwd is its own
        self.folder = None if folder is None else str(folder)
        self.key, self.session = f"subject {next(_numbers)}", session or Session()

    def handle(self, name: str) -> "Handle":
        """What stands for a name of the submission, whether it defines that name or not."""
        return Handle(self, name)

    def as_dict(self) -> dict[str, Any]:
        """Return the submission as plain data, to travel to the child."""
        return {"cells": self.cells, "path": self.path, "folder": self.folder}


class Handle:
    """Stands for a name of a submission; give it to `simulate`, `explore` or `record`."""

    def __init__(self, subject: Subject, name: str) -> None:
        self.subject = subject
        self.__name__ = self.__qualname__ = name

    def __call__(self, *_args: object, **_kwargs: object) -> NoReturn:
        """Refuse: the submission's code does not run in the judge."""
        raise TypeError(
            f"`{self.__name__}` belongs to the submission, which runs in a child process only: "
            f"write simulate({self.__name__}, …) instead of {self.__name__}(…), "
            "or call it in a function that you give to simulate()"
        )

    def __repr__(self) -> str:
        return self.__name__

    def reduce_to_lookup(self) -> tuple[Any, ...]:
        """Return what pickle needs; the submission has to travel along."""
        return call, (FIND, self.subject.key, self.__name__)
