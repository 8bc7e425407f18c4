"""What of a notebook belongs to an exercise."""

import pytest
from courses import TINY_CHAPTER, make_course

from grader.authoring.script import from_text
from grader.classroom.assignment import Assignment
from grader.classroom.slicing import slice_of
from grader.classroom.submission import restore_cells
from grader.judge.notebook import read_cells


@pytest.fixture
def slice_with(tmp_path):
    """The slice of `double` with this answer, and with other cells before or behind it."""
    chapter = make_course(tmp_path, **{"01_tiny": TINY_CHAPTER}).chapters[0]
    assignment = Assignment(chapter, from_text(TINY_CHAPTER))

    def sliced(answer, before=(), behind=()):
        cells = assignment.released["cells"]
        number = [cell["id"] for cell in cells].index("double_answer")
        mine = cells[number] | {"source": answer}
        plain = [[code(text) for text in texts] for texts in (before, behind)]
        all_cells = [*cells[:number], *plain[0], mine, *plain[1], *cells[number + 1 :]]
        sources = slice_of(
            restore_cells(read_cells({"cells": all_cells}), assignment),
            assignment.exercises[0],
            assignment,
        )
        return [text.rstrip("\n") for _, text in sources]

    return sliced


def code(text):
    return {"cell_type": "code", "metadata": {}, "source": text}


ANSWER = "def double(x):\n    return twice(x)"


def test_an_answer_that_needs_nothing_is_alone(slice_with):
    assert slice_with("def double(x): return 2 * x") == ["def double(x): return 2 * x"]


def test_a_helper_of_another_cell_comes_along_in_its_line(slice_with):
    helper = "show_off()\nimport antigravity\ndef twice(x):\n    return factor * x\nfactor = 2"
    assert slice_with(ANSWER, [helper]) == [
        "\n\ndef twice(x):\n    return factor * x\nfactor = 2",
        ANSWER,
    ]


def test_a_helper_behind_the_answer_counts_up_to_the_check(slice_with):
    assert len(slice_with(ANSWER, behind=["def twice(x): return 2 * x"])) == 2


def test_imports_of_the_setup_cell_come_along_by_need(slice_with):
    assert slice_with("def double(x): return simulate")[0].strip() == (
        "from grader import calls, simulate"
    )


def test_the_answers_own_cell_is_whole(slice_with):
    answer = "import math\nprint('trying')\ndef double(x): return 2 * x"
    assert slice_with(answer) == [answer]


def test_a_second_definition_replaces_the_first_as_in_a_kernel(slice_with):
    sources = slice_with("def double(x): return x", behind=["def double(x): return 2 * x"])
    assert sources[-1] == "def double(x): return 2 * x"


def test_a_cell_that_is_no_python_costs_nothing_where_it_is_not_needed(slice_with):
    assert slice_with("def double(x): return 2 * x", ["this is a note"]) == [
        "def double(x): return 2 * x"
    ]


def test_an_answer_that_is_no_python_is_said_to_be_none(slice_with):
    with pytest.raises(SyntaxError):
        slice_with("def double(x)\n    return 2 * x")


def test_magics_are_no_syntax_errors(slice_with):
    answer = "%timeit 1\ndef double(x): return 2 * x"
    assert slice_with(answer)[0].endswith("def double(x): return 2 * x")


def test_a_variable_of_a_function_asks_for_no_cell_that_binds_the_same_name(slice_with):
    answer = "def double(x):\n    for n in (x,):\n        return [n * 2 for n in (n,)][0]"
    assert slice_with(answer, ["for n in range(3):\n    print('a long experiment')"]) == [answer]
