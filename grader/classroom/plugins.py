"""`nbgrader collect`, which copies for the teacher what students have put into the exchange.

They may put there what they like: a link would bring what only the teacher may read, a pipe never
ends.  So files and folders are copied, and nothing else is.

The same judging inside of stock `nbgrader autograde`: two preprocessors, set in its configuration.

`PutInOrder` comes first of the sanitizing ones; `Judge` takes the place of `Execute`, so that no
kernel is started, no cell runs outside of the sandbox, and the scores are those of `grader grade`.

What a student may read in the feedback page: cards, but not the hidden tests.

nbgrader shows a graded cell's source and its traceback; both would hold the hidden lines.
"""

import os
import shutil
import stat
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.exchange.default import ExchangeCollect
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.preprocessors.clearhiddentests import ClearHiddenTests

from grader.classroom.assess import assess
from grader.classroom.assignment import Master
from grader.classroom.grade import master_of
from grader.classroom.gradebook import KERNEL, cells_to_show, with_outcomes
from grader.classroom.submission import Submission, submission
from grader.judge.course import Course
from grader.judge.notebook import StoredCell, stored_cell

Notebook = Any  # nbformat's NotebookNode has no types
Resources = dict[str, Any]
Processed = tuple[Notebook, Resources]


class PutInOrder(NbGraderPreprocessor):
    """Every graded cell there, once, as it is meant to be; a wrong notebook becomes the release."""

    def preprocess(self, nb: Notebook, resources: Resources) -> Processed:
        """Exchange the cells."""
        cells = cells_to_show(_master(resources), _handed_in(nb, resources))
        nb.cells = _nodes(with_outcomes(map(stored_cell, cells), ()))
        nb.metadata = nbformat.from_dict(KERNEL)
        nb.nbformat, nb.nbformat_minor = 4, 5
        return nb, resources


class Judge(NbGraderPreprocessor):
    """A verdict below every check, from which `SaveAutoGrades` takes the score."""

    def preprocess(self, nb: Notebook, resources: Resources) -> Processed:
        """Judge the notebook."""
        master = _master(resources)
        verdicts = assess(master, _submission(nb, resources)).verdicts
        nb.cells = _nodes(with_outcomes(nb.cells, verdicts))
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


def _nodes(cells: list[StoredCell]) -> list[Any]:
    return [nbformat.from_dict(cell) for cell in cells]


class HideHiddenTests(NbGraderPreprocessor):
    """Cut hidden tests out of the sources, and every traceback but a card out of the outputs."""

    def preprocess_cell(
        self, cell: Any, resources: Resources, cell_index: int
    ) -> tuple[Any, Resources]:
        """Clear one cell."""
        if "### BEGIN HIDDEN TESTS" in cell.source:
            ClearHiddenTests(parent=self).preprocess_cell(cell, resources, cell_index)
            for output in cell.get("outputs", []):
                self._keep_the_card(output)
        return cell, resources

    def _keep_the_card(self, output: Any) -> None:
        """Leave of an error what it says; a card is all that a `Failure` says."""
        if output.output_type == "error" and output.ename != "Failure":
            output.traceback = [f"{output.ename}: {output.evalue}"]


LEFT_OUT = "%s: left out, as it is neither a file nor a folder"


class Collect(ExchangeCollect):
    """Collects what was handed in itself, and nothing that it points to."""

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy a hand-in, by way of a folder that is nobody else's to change."""
        with tempfile.TemporaryDirectory() as safe:
            copy = Path(safe, "hand-in")
            copy.mkdir()
            if not self._odd_ones(str(Path(src).parent), [Path(src).name]):
                shutil.copytree(src, copy, symlinks=True, ignore=self._odd_ones, dirs_exist_ok=True)
            _unlink_links(copy)
            super().do_copy(str(copy), dest, log)

    def _odd_ones(self, folder: str, names: list[str]) -> list[str]:
        odd = [name for name in names if not _ordinary(Path(folder, name))]
        for name in odd:
            self.log.warning(LEFT_OUT, Path(folder, name))
        return odd


def _ordinary(path: Path) -> bool:
    mode = path.lstat().st_mode
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)


def _unlink_links(folder: Path) -> None:
    """Those that took the place of a file between the look at it and its copying."""
    for parent, folders, files in os.walk(folder):
        for each in (Path(parent, name) for name in (*folders, *files)):
            if each.is_symlink():
                each.unlink()
