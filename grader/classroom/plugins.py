"""nbgrader's plugins of this course, which `nbgrader_config.py` names.

`Collect` copies what students have put into the exchange. They may put there what they like: a link
to a file that only the teacher may read, or a pipe that never ends. Only files and folders are copied.

`RestoreCells` and `Judge` make `nbgrader autograde` judge as `grader grade` does. `RestoreCells` is
the first of the sanitizing preprocessors. `Judge` takes the place of nbgrader's `Execute`, so that no
kernel is started and no cell runs outside of the sandbox.

`HideHiddenTests` takes hidden tests out of the feedback pages: nbgrader shows a graded cell's source
and its traceback, and both hold hidden lines.
"""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.exchange.default import ExchangeCollect
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.preprocessors.clearhiddentests import ClearHiddenTests

from grader.classroom.assess import assess
from grader.classroom.assignment import Assignment
from grader.classroom.grade import find_assignment
from grader.classroom.gradebook import cells_to_show, with_outcomes
from grader.classroom.submission import Submission, submission_in
from grader.judge.course import Course
from grader.judge.notebook import NOTEBOOK_METADATA, StoredCell, stored_cell

Node = Any
"""A notebook, a cell or an output as nbformat hands it over, which has no types."""
Resources = dict[str, Any]
LEFT_OUT = "%s: left out, as it is neither a file nor a folder"


class RestoreCells(NbGraderPreprocessor):
    """Puts the assignment's graded cells into the notebook; any other notebook becomes the release."""

    def preprocess(self, nb: Node, resources: Resources) -> tuple[Node, Resources]:
        """Replace the cells."""
        cells = cells_to_show(_assignment(resources), _handed_in(nb, resources))
        nb.cells = _nodes(with_outcomes(map(stored_cell, cells), ()))
        nb.metadata = _node(NOTEBOOK_METADATA)
        nb.nbformat, nb.nbformat_minor = 4, 5
        return nb, resources


class Judge(NbGraderPreprocessor):
    """Puts a verdict below every check, from which `SaveAutoGrades` takes the score."""

    def preprocess(self, nb: Node, resources: Resources) -> tuple[Node, Resources]:
        """Judge the notebook."""
        verdicts = assess(_assignment(resources), _submission(nb, resources)).verdicts
        nb.cells = _nodes(with_outcomes(nb.cells, verdicts))
        return nb, resources


class HideHiddenTests(NbGraderPreprocessor):
    """Removes hidden tests from the sources, and every traceback but a card from the outputs."""

    def preprocess_cell(
        self, cell: Node, resources: Resources, cell_index: int
    ) -> tuple[Node, Resources]:
        """Clear one cell."""
        if "### BEGIN HIDDEN TESTS" in cell.source:
            ClearHiddenTests(parent=self).preprocess_cell(cell, resources, cell_index)
            for output in cell.get("outputs", []):
                self._remove_traceback(output)
        return cell, resources

    def _remove_traceback(self, output: Node) -> None:
        """Leave only the message of an error; a `Failure` keeps its traceback, which is the card."""
        if output.output_type == "error" and output.ename != "Failure":
            output.traceback = [f"{output.ename}: {output.evalue}"]


class Collect(ExchangeCollect):
    """Collects the files and folders that were handed in, and nothing that links point to."""

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy a submission by way of a private folder, which no student can change meanwhile."""
        with tempfile.TemporaryDirectory() as private:
            copy = Path(private, "hand-in")
            copy.mkdir()
            if not self._special_files(str(Path(src).parent), [Path(src).name]):
                ignore = self._special_files
                shutil.copytree(src, copy, symlinks=True, ignore=ignore, dirs_exist_ok=True)
            _unlink_links(copy)
            super().do_copy(str(copy), dest, log)

    def _special_files(self, folder: str, names: list[str]) -> list[str]:
        """Return the names of what is neither a file nor a folder, and log each of them."""
        special = [name for name in names if not _ordinary(Path(folder, name))]
        for name in special:
            self.log.warning(LEFT_OUT, Path(folder, name))
        return special


def skip_special_files(notebooks: list[str], **_: Any) -> None:
    """Remove what is no file from the notebooks that nbgrader is about to open: a pipe never ends."""
    notebooks[:] = [each for each in notebooks if Path(each).is_file()]


def _assignment(resources: Resources) -> Assignment:
    return find_assignment(Course.here(), resources["nbgrader"]["assignment"])


def _handed_in(nb: Node, resources: Resources) -> Submission:
    """Return the notebook as nbgrader has read it, or the problem if it had to follow a link."""
    stored = submission_in(Path(resources["metadata"]["path"]), _assignment(resources))
    return stored if stored.problem else _submission(nb, resources)


def _submission(nb: Node, resources: Resources) -> Submission:
    data: str = nbformat.writes(nb)  # type: ignore[no-untyped-call]
    return Submission(resources["nbgrader"]["student"], data.encode())


def _nodes(cells: Iterable[StoredCell]) -> list[Node]:
    return list(map(_node, cells))


def _node(stored: dict[str, Any]) -> Node:
    return nbformat.from_dict(stored)  # type: ignore[no-untyped-call]


def _ordinary(path: Path) -> bool:
    mode = path.lstat().st_mode
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)


def _unlink_links(folder: Path) -> None:
    """Remove links that have replaced a file after it was looked at and before it was copied."""
    for parent, folders, files in os.walk(folder):
        for each in (Path(parent, name) for name in (*folders, *files)):
            if each.is_symlink():
                each.unlink()
