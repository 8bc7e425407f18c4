"""A notebook as text: whatever a writer types comes back exactly."""

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.authoring.script import ScriptError, from_text, to_text
from grader.authoring.tidy import dumps, tidy
from grader.judge.notebook import read_cells

CHAPTER = """\
# %% [markdown] id=title
# # Executors
#
# How do I wait for many slow things at once?

# %% id=setup meta={"tags": ["setup"]}
from grader import calls, simulate

# %% [markdown] id=double role=statement
# ## `double`

# %% id=double_answer role=answer
def double(x):
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION

# %% id=double_run
%%timeline
double(2)

# %% id=double_check role=check points=2
simulate(double, 2).returns(4)

# %% id=double_hidden role=hidden points=0.5
# Negative numbers.
### BEGIN HIDDEN TESTS
simulate(double, -2).returns(-4)
### END HIDDEN TESTS
"""


def test_text_comes_back_as_the_same_text():
    assert to_text(from_text(CHAPTER)) == CHAPTER


def test_every_cell_gets_its_kind_its_role_and_its_points():
    cells = read_cells(from_text(CHAPTER))
    kinds = [(cell.kind, cell.role, cell.points) for cell in cells]
    assert kinds == [
        ("markdown", None, 0),
        ("code", None, 0),
        ("markdown", "statement", 0),
        ("code", "answer", 0),
        ("code", None, 0),
        ("code", "check", 2),
        ("code", "hidden", 0.5),
    ]


def test_markdown_is_commented_and_magics_stand_as_they_are():
    cells = {cell.id: cell.source for cell in read_cells(from_text(CHAPTER))}
    assert cells["title"] == "# Executors\n\nHow do I wait for many slow things at once?"
    assert cells["double_run"] == "%%timeline\ndouble(2)"


lines = st.lists(
    st.one_of(
        st.sampled_from(["", "# %%", "%%", "# # %%", "# %% id=x", "#", "# ", "    x"]),
        st.text(st.characters(exclude_categories=["C", "Z"]), max_size=8),
    ),
    max_size=5,
)
cells = st.builds(
    lambda kind, text: {"cell_type": kind, "metadata": {}, "source": "\n".join(text)},
    st.sampled_from(["code", "markdown"]),
    lines,
)


@given(st.lists(cells, max_size=4))
def test_a_tidy_notebook_comes_back_as_the_same_bytes(some):
    notebook = tidy({"cells": some})
    assert dumps(from_text(to_text(notebook))) == dumps(notebook)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("x = 1\n", "line 1: a cell must begin"),
        ("# %% id=a colour=red\n", "line 1: unknown field colour"),
        ("# %% id=a\n\n# %% nonsense\n", "line 3: not the beginning of a cell"),
        ("# %% role=check\n", "line 1: needs an id"),
        ("# %% id=a role=judge\n", "line 1: needs an id=… and a role of statement"),
        ("# %% [markdown]\n# fine\nnot fine\n", "line 3: text of a Markdown cell"),
    ],
)
def test_a_mistake_is_reported_with_its_line(text, complaint):
    with pytest.raises(ScriptError, match=complaint):
        from_text(text)


def convert(direction, path):
    command = [sys.executable, "-m", "grader.authoring.script", direction, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_converts_there_and_back(tmp_path):
    script, notebook = tmp_path / "chapter.py", tmp_path / "chapter.ipynb"
    script.write_text(CHAPTER, encoding="utf-8")
    notebook.write_text(convert("from-text", script).stdout, encoding="utf-8")
    assert json.loads(notebook.read_text(encoding="utf-8"))["nbformat"] == 4
    assert convert("to-text", notebook).stdout == CHAPTER


def test_the_command_says_where_a_mistake_is(tmp_path):
    script = tmp_path / "chapter.py"
    script.write_text("x = 1\n", encoding="utf-8")
    assert f"{script}: line 1" in convert("from-text", script).stderr
