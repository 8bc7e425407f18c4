"""A verdict as the output of its check cell, from which nbgrader takes the score.

nbgrader gives a cell with an error in its output no points, and any other all of them.  So what the
teacher sees in the Formgrader, what the student reads and what is counted is one thing.
"""

from typing import Any

from grader.classroom.harmless import harmless
from grader.course import Cell, Notebook
from grader.verdict import CellVerdict, Verdict, title

KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def notebook_of(cells: list[Cell], verdicts: tuple[Verdict, ...], problem: str = "") -> Notebook:
    """The autograded notebook: the submission in order, with the outcome below each check."""
    note = [_note(problem)] if problem else []
    shown = [*note, *with_outcomes(cells, verdicts)]
    return {"cells": shown, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5}


def _note(problem: str) -> Cell:
    text = f"**This submission could not be read.** {problem}"
    return harmless({"cell_type": "markdown", "id": "problem", "metadata": {}, "source": text})


def with_outcomes(cells: list[Cell], verdicts: tuple[Verdict, ...]) -> list[Cell]:
    """The cells, without any output but those of the checks."""
    found = {cell.id: cell for verdict in verdicts for cell in verdict.cells}
    return [_with_outcome(cell, found.get(cell["id"])) for cell in cells]


def _with_outcome(cell: Cell, found: CellVerdict | None) -> Cell:
    if cell["cell_type"] != "code":
        return {name: value for name, value in cell.items() if name not in OF_CODE}
    outputs = [output(found)] if found else []
    return cell | {"outputs": outputs, "execution_count": None}


OF_CODE = {"outputs", "execution_count"}


def output(found: CellVerdict) -> dict[str, Any]:
    """What nbgrader reads the score from, and the student the reason."""
    if found.passed:
        return {"output_type": "stream", "name": "stdout", "text": "✓ passed\n"}
    card = BROKEN if found.outcome == "check broke" else found.card or found.outcome
    return {
        "output_type": "error",
        "ename": "Failure",
        "evalue": title(card),
        "traceback": card.splitlines(),
    }


BROKEN = "The check itself broke, which is not your fault: tell your teacher."
