"""The frames of an error's traceback as plain data, with the learner's own lines marked."""

import linecache
import os
import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from grader.source_files import adopt, is_ours, is_user

DEEPEST = 50  # frames that are kept, from the innermost outwards


@dataclass(frozen=True)
class Frame:
    """One line of a traceback; `learner` is True if the learner wrote that line."""

    filename: str
    line: int
    function: str
    source: str
    learner: bool


class Learners:
    """Which files are the learner's: those of a submission; without one, all but those of libraries."""

    def __init__(self) -> None:
        self.files: set[str] = set()
        self.others: set[str] = set()

    def adopt(self, subjects: Mapping[str, Mapping[str, Any]], by_value: Iterable[str]) -> None:
        """Take the files of the submissions for the learner's; without any, the files of what came by value."""
        adopt(by_value)
        if not subjects:
            self.files.update(filter(is_user, by_value))
            return
        self.others.update(by_value)
        for subject in subjects.values():
            self.files.update(filename for filename, _ in subject["cells"])
            if subject["path"]:
                self.files.add(os.path.realpath(subject["path"]))

    def __contains__(self, filename: str) -> bool:
        if filename in self.files:
            return True
        return filename not in self.others and is_user(filename)


learners = Learners()


def frames_of(error: BaseException) -> list[Frame]:
    """Return the frames of an error's traceback, the outermost first, without those of this project."""
    frames, traceback = [], vars(BaseException)["__traceback__"].__get__(error)
    while isinstance(traceback, types.TracebackType):
        frames.append(_frame(traceback.tb_frame.f_code, traceback.tb_lineno))
        traceback = traceback.tb_next
    return [each for each in frames if not is_ours(each.filename)][-DEEPEST:]


def _frame(code: types.CodeType, line: int) -> Frame:
    filename = code.co_filename
    source = linecache.getline(filename, line or 0).strip()
    return Frame(filename, line or 0, code.co_name, source, filename in learners)
