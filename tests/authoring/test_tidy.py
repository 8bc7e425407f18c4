"""The canonical form of a notebook."""

import json

import nbformat

from grader.authoring.tidy import dumps, tidy, tidy_file


def code(text, **fields):
    return {"cell_type": "code", "metadata": {}, "source": text, "outputs": []} | fields


def check(name, text="run.takes(3)"):
    grading = {"grade": True, "grade_id": name, "locked": True, "points": 1, "solution": False}
    return code(text, id="d34db33f", metadata={"nbgrader": grading})


def notebook(*cells):
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def ids(*cells):
    return [cell["id"] for cell in tidy(notebook(*cells))["cells"]]


def test_outputs_and_execution_counts_are_dropped():
    ran = code("1 + 1", id="sum", outputs=[{"output_type": "stream"}], execution_count=7)
    (cell,) = tidy(notebook(ran))["cells"]
    assert cell["outputs"] == []
    assert cell["execution_count"] is None


def test_a_graded_cell_has_its_grade_id_as_its_id():
    assert ids(check("collect_check")) == ["collect_check"]


def test_an_id_made_by_a_machine_gives_way_to_the_neighbours_with_a_number():
    cells = [check("collect_check"), code("a", id="0a1b2c3d"), code("b", id="4e5f6a7b")]
    assert ids(*cells) == ["collect_check", "collect_check-1", "collect_check-2"]


def test_an_id_given_by_an_author_stays():
    assert ids(code("a", id="see-it-first")) == ["see-it-first"]


def test_ids_are_unique_even_when_a_cell_was_copied():
    assert ids(code("a", id="see"), code("a", id="see")) == ["see", "see-1"]


def test_traces_of_an_editor_are_dropped_and_an_authors_tags_kept():
    cell = code("a", id="a", metadata={"tags": ["x"], "scrolled": True, "ExecuteTime": {}})
    assert tidy(notebook(cell))["cells"][0]["metadata"] == {"tags": ["x"]}


def test_blank_lines_around_a_cell_are_dropped():
    assert tidy(notebook(code("\n\na \n\nb\n")))["cells"][0]["source"] == "a\n\nb"


def test_tidying_twice_changes_nothing_more():
    once = tidy(notebook(check("collect_check"), code("a\n", id="0a1b2c3d")))
    assert tidy(once) == once


def test_the_bytes_are_those_that_nbformat_writes():
    text = dumps(tidy(notebook(check("collect_check", "a = 'é'\nb"), code("", id="x"))))
    assert nbformat.writes(nbformat.reads(text, as_version=4)) + "\n" == text
    nbformat.validate(json.loads(text))


def test_a_file_is_rewritten_only_when_it_is_untidy(tmp_path):
    path = tmp_path / "chapter.ipynb"
    path.write_text(json.dumps(notebook(code("a\n"))), encoding="utf-8")
    assert tidy_file(path)
    assert not tidy_file(path)
