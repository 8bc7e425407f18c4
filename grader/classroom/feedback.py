"""What a student may read in the feedback page: cards, but not the hidden tests.

nbgrader shows a graded cell's source and its traceback; both would hold the hidden lines.
"""

from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.preprocessors.clearhiddentests import ClearHiddenTests

Cell = Any  # nbformat's NotebookNode has no types
Resources = dict[str, Any]


class HideHiddenTests(NbGraderPreprocessor):
    """Cut hidden tests out of the sources, and every traceback but a card out of the outputs."""

    def preprocess_cell(
        self, cell: Cell, resources: Resources, cell_index: int
    ) -> tuple[Cell, Resources]:
        """Clear one cell."""
        if "### BEGIN HIDDEN TESTS" in cell.source:
            ClearHiddenTests(parent=self).preprocess_cell(cell, resources, cell_index)
            for output in cell.get("outputs", []):
                self._keep_the_card(output)
        return cell, resources

    def _keep_the_card(self, output: Cell) -> None:
        """Leave of an error what it says; a card is all that a `Failure` says."""
        if output.output_type == "error" and output.ename != "Failure":
            output.traceback = [f"{output.ename}: {output.evalue}"]
