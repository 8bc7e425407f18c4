"""IPython's spellings are kept from being errors, on the same line, and nothing else is touched."""

import pytest

from grader.attempt.child.cells import compiled, names_defined, without_cell_magic


def run_cell(source):
    namespace = {}
    exec(compiled("cell", source), namespace)
    del namespace["__builtins__"]
    return namespace


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("%matplotlib inline\nx = 1", {"x": 1}),
        ("!pip install aiohttp\nx = 1", {"x": 1}),
        ("?print\nx = 1", {"x": 1}),
        ("x = 1\nx?", {"x": 1}),
        ("files = !ls\nx = 1", {"files": None, "x": 1}),
        ("where = %pwd", {"where": None}),
        ("%time x = 2 + 2", {"x": 4}),
        ("if True:\n    %autoawait\n    x = 1", {"x": 1}),
        ("%load_ext a\n%load_ext b\nx = 1", {"x": 1}),
    ],
)
def test_a_magic_in_a_line_does_nothing_but_run_what_it_times(source, names):
    assert run_cell(source) == names


@pytest.mark.parametrize(
    "source",
    ["x = '''\n%d\n!ls\n'''", "x = (7\n% 4)", "x = 1  # %time", "x = not 1 != 2"],
)
def test_what_is_python_stays_as_it_is(source):
    assert run_cell(source) == run_plain(source)


def run_plain(source):
    namespace = {}
    exec(source, namespace)
    del namespace["__builtins__"]
    return namespace


def test_a_continued_expression_is_told_from_a_magic_in_the_same_cell():
    assert run_cell("%matplotlib inline\nx = (7\n% 4)") == {"x": 3}


@pytest.mark.parametrize("magic", ["%%time", "%%capture out", "%%timeline", "%%prun -s cumulative"])
def test_magics_that_watch_a_cell_leave_its_body_on_its_lines(magic):
    assert without_cell_magic(f"{magic}\nx = 1") == "\nx = 1"


@pytest.mark.parametrize("magic", ["%%bash", "%%html", "%%timeit", "%%javascript", "%%unheard_of"])
def test_cells_in_other_languages_are_left_out(magic):
    assert run_cell(f"{magic}\nrm -r /") == {}


def test_a_file_is_written_as_it_stands(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    exec(compiled("cell", "%%writefile jobs.py\nx = '%d'\n\n'''"))
    assert (tmp_path / "jobs.py").read_text() == "x = '%d'\n\n'''"


def test_a_file_is_added_to(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for cell in ("%%writefile 'my notes.txt'\none\n", "%%writefile -a 'my notes.txt'\ntwo\n"):
        exec(compiled("cell", cell))
    assert (tmp_path / "my notes.txt").read_text() == "one\ntwo\n"


def test_errors_keep_their_lines():
    with pytest.raises(SyntaxError) as caught:
        compiled("cell", "%matplotlib inline\n!ls\nx = = 1")
    assert caught.value.lineno == 3


def test_the_names_of_a_cell_are_what_it_binds_at_its_top():
    source = """
import os.path, json as j
from math import pi
x, *y = 1, 2
def f(hidden): inner = 1
class C: inside = 1
for i in []:
    with open(z := "") as w: pass
"""
    assert names_defined("cell", source) == {*"xyfCizwj", "os", "pi"}


def test_the_names_of_a_broken_cell_are_guessed():
    source = "async def f(:\nclass C:\nx = 1\n    y = 2"
    assert names_defined("cell", source) == {"f", "C", "x"}
