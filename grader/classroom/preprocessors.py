"""The same judging inside of stock `nbgrader autograde`: two preprocessors, set in its configuration.

`PutInOrder` comes first of the sanitizing ones; `Judge` takes the place of `Execute`, so that no
kernel is started, no cell runs outside of the sandbox, and the scores are those of `grader grade`.
"""

from pathlib import Path
from typing import Any

import nbformat
from nbgrader.preprocessors import NbGraderPreprocessor

from grader.classroom.assess import assess
from grader.classroom.grade import master_of
from grader.classroom.gradebook import cells_to_show
from grader.classroom.master import Master
from grader.classroom.outputs import KERNEL, with_outcomes
from grader.classroom.submission import Submission, submission
from grader.course import Cell, Course

Notebook = Any  # nbformat's NotebookNode has no types
Resources = dict[str, Any]
Processed = tuple[Notebook, Resources]


class PutInOrder(NbGraderPreprocessor):
    """Every graded cell there, once, as it is meant to be; a wrong notebook becomes the release."""

    def preprocess(self, nb: Notebook, resources: Resources) -> Processed:
        """Exchange the cells."""
        cells = cells_to_show(_master(resources), _handed_in(nb, resources))
        nb.cells = _nodes(with_outcomes(cells, ()))
        nb.metadata = nbformat.from_dict(KERNEL)
        nb.nbformat, nb.nbformat_minor = 4, 5
        return nb, resources


class Judge(NbGraderPreprocessor):
    """A verdict below every check, from which `SaveAutoGrades` takes the score."""

    def preprocess(self, nb: Notebook, resources: Resources) -> Processed:
        """Judge the notebook."""
        master = _master(resources)
        verdicts = assess(master, _submission(nb, resources)).verdicts
        nb.cells = _nodes(with_outcomes(list(nb.cells), verdicts))
        return nb, resources


def _master(resources: Resources) -> Master:
    return master_of(Course.here(), resources["nbgrader"]["assignment"])


def leave_out_pipes(notebooks: list[str], **_: Any) -> None:
    """A hook before nbgrader opens a student's notebooks: what is none may never come to an end."""
    notebooks[:] = [each for each in notebooks if Path(each).is_file()]


def _handed_in(nb: Notebook, resources: Resources) -> Submission:
    """As nbgrader has read it, unless it followed a link to get there."""
    linked = submission(Path(resources["metadata"]["path"]), _master(resources))
    return linked if linked.problem else _submission(nb, resources)


def _submission(nb: Notebook, resources: Resources) -> Submission:
    return Submission(resources["nbgrader"]["student"], nbformat.writes(nb).encode())


def _nodes(cells: list[Cell]) -> list[Any]:
    return [nbformat.from_dict(cell) for cell in cells]
