"""A submission's notebook is put in order: every graded cell there, once, as it is meant to be."""

import pytest

from grader.classroom.submission import MISSING, restore_cells
from grader.judge.notebook import read_cell, read_cells


@pytest.fixture
def restore(class_):
    """Put the cells of a release in order, after something was done to them."""

    def restore(change):
        cells = class_.notebook(double_answer="def double(x): return 2 * x")["cells"]
        return restore_cells(read_cells({"cells": change(cells) or cells}), class_.assignment)

    return restore


def graded(cells):
    return [known for cell in cells if (known := cell.grade_id)]


def text(cells, known):
    return next(cell.source for cell in cells if cell.grade_id == known)


def test_an_honest_notebook_keeps_its_order_and_answers(restore, class_):
    cells = restore(lambda cells: None)
    assert graded(cells) == list(class_.assignment.originals)
    assert text(cells, "double_answer") == "def double(x): return 2 * x"


def test_a_changed_check_is_the_assignments_again(restore):
    def change(cells):
        for cell in cells:
            if read_cell(cell).grade_id in ("double_check", "double"):
                cell["source"] = "pass"

    cells = restore(change)
    assert "returns(4)" in text(cells, "double_check")
    assert "Return twice" in text(cells, "double")


def test_hidden_tests_come_back(restore):
    assert "-42" in text(restore(lambda cells: None), "double_hidden")


def test_deleted_cells_come_back_in_their_places(restore, class_):
    cells = restore(lambda cells: [cell for cell in cells if "double" not in cell["id"]])
    assert graded(cells) == list(class_.assignment.originals)
    assert text(cells, "double_answer") == MISSING


def test_of_two_cells_of_one_name_the_second_is_a_plain_one(restore, class_):
    cells = restore(lambda cells: [*cells, *cells])
    assert graded(cells) == list(class_.assignment.originals)
    assert len({cell.id for cell in cells}) == len(cells)


def test_a_reordered_notebook_keeps_the_learners_order(restore, class_):
    cells = restore(lambda cells: cells[::-1])
    assert graded(cells) == list(class_.assignment.originals)[::-1]


def test_an_answer_that_became_text_is_missing(restore):
    def change(cells):
        for cell in cells:
            if read_cell(cell).grade_id == "double_answer":
                cell["cell_type"] = "markdown"

    cells = restore(change)
    assert text(cells, "double_answer") == MISSING
    assert [cell.source for cell in cells if cell.kind == "markdown"].count(
        "def double(x): return 2 * x"
    )


def test_prose_of_the_release_stays_and_a_learners_own_is_shown_as_text(class_):
    notebook = class_.notebook()
    title = notebook["cells"][0]
    own = {"cell_type": "markdown", "metadata": {}, "source": "see <script>``` [x](y)"}
    assignment = class_.assignment
    assignment.texts.add("The course says: <b>[read](this)</b>")
    ours = own | {"source": "The course says: <b>[read](this)</b>"}
    plain = own | {"source": "I *think* so."}
    handed_in = [title | {"source": "# A tiny chapter"}, own, ours, plain]
    cells = restore_cells(read_cells({"cells": handed_in}), assignment)
    texts = {cell.source for cell in cells}
    shown = "````text\nsee <script>``` [x](y)\n````"
    assert {"# A tiny chapter", shown, ours["source"], plain["source"]} <= texts
