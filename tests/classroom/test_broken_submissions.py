"""Broken submissions: each ends in a verdict for every exercise, and affects no other student.

All are handed in to one class and graded once; each test looks at one of them.
"""

import csv
import json
import os
import shutil

import pytest
from classroom.conftest import DOUBLE, FETCH_BOTH, RIGHT, Class

from grader.attempt import sandbox
from grader.judge.course import Course
from grader.judge.notebook import read_cell

pytestmark = pytest.mark.real_clock

LOST = {"double": "failed", "fetch_both": "failed"}
ALL = {"double": "passed", "fetch_both": "passed"}
NONE = {"double": "not attempted", "fetch_both": "not attempted"}


def without(notebook, *ids):
    cells = [cell for cell in notebook["cells"] if cell["id"] not in ids]
    return notebook | {"cells": cells}


def renamed(notebook, old, new):
    for cell in notebook["cells"]:
        if read_cell(cell).grade_id == old:
            cell["metadata"]["nbgrader"]["grade_id"] = new
    return notebook


def answering(first, second=FETCH_BOTH):
    return lambda it: it.notebook(double_answer=first, fetch_both_answer=second)


def body(text):
    return f"import ctypes, os, signal, sys, threading, time\ndef double(x):\n    {text}\n"


def fat(it):
    notebook = it.notebook(**RIGHT)
    output = {"output_type": "stream", "name": "stdout", "text": "x" * 50_000_000}
    notebook["cells"][1]["outputs"] = [output]
    return notebook


def without_metadata(it):
    cells = it.notebook(**RIGHT)["cells"]
    return {"cells": [cell | {"metadata": None} for cell in cells], "nbformat": 4}


def odd_cells(it):
    notebook = it.notebook(**RIGHT)
    notebook["cells"] += [None, 7, {}, {"cell_type": "code"}, {"cell_type": "heading", "source": 1}]
    return notebook


def format_3(it):
    cells = [
        cell | {"input": cell["source"]} if cell["cell_type"] == "code" else cell
        for cell in it.notebook(**RIGHT)["cells"]
    ]
    return {"worksheets": [{"cells": cells}], "nbformat": 3, "metadata": {}}


def encoded(encoding):
    return lambda it: json.dumps(it.notebook(**RIGHT)).encode(encoding)


def with_cells(change):
    """Return a notebook with the right answers, whose cells `change` has changed."""

    def make(it):
        notebook = it.notebook(**RIGHT)
        for cell in notebook["cells"]:
            change(cell)
        return notebook

    return make


def in_free_cells(it):
    """Return a notebook with the right answers in new cells below the untouched stubs."""
    cells = []
    for cell in it.release()["cells"]:
        text = RIGHT.get(cell["id"])
        free = {"cell_type": "code", "id": f"my_{cell['id']}", "metadata": {}, "source": text}
        cells += [cell, free] if text else [cell]
    return it.release() | {"cells": cells}


def in_two_cells(it):
    notebook = it.notebook(**RIGHT | {"double_answer": "def double(x):\n    return twice(x)\n"})
    free = {"cell_type": "code", "id": "mine", "metadata": {}, "source": "twice = lambda x: 2 * x"}
    return notebook | {"cells": [notebook["cells"][0], free, *notebook["cells"][1:]]}


def as_markdown(it):
    notebook = it.notebook(**RIGHT)
    for cell in notebook["cells"]:
        if read_cell(cell).grade_id == "double_answer":
            cell["cell_type"] = "markdown"
    return notebook


NO_PYTHON = "def double(x)\n    return 2 * x\n"
ONE = {"double": "failed", "fetch_both": "passed"}

FAULTS = {
    # the file
    "empty": (lambda it: b"", LOST),
    "blank": (lambda it: b"  \n", LOST),
    "torn": (lambda it: json.dumps(it.notebook(**RIGHT)).encode()[:-500], LOST),
    "no JSON": (lambda it: b"\x89PNG\r\n\x1a\n\x00\xff", LOST),
    "a list": (lambda it: b"[1, 2, 3]", LOST),
    "nested too deep": (lambda it: b"[" * 200_000, LOST),
    "no cells": (lambda it: it.release() | {"cells": []}, LOST),
    "no metadata": (without_metadata, LOST),
    "another notebook": (lambda it: {"cells": [{"cell_type": "code", "source": "1"}]}, LOST),
    "50 MB": (fat, ALL),
    "format 3": (format_3, ALL),
    "odd cells": (odd_cells, ALL),
    "another kernel": (
        lambda it: it.notebook(**RIGHT) | {"metadata": {"kernelspec": {"name": "julia-1.9"}}},
        ALL,
    ),
    "an unknown minor format": (lambda it: it.notebook(**RIGHT) | {"nbformat_minor": 99}, ALL),
    "formats that are no numbers": (
        lambda it: it.notebook(**RIGHT) | {"nbformat": "four", "nbformat_minor": None},
        ALL,
    ),
    "metadata that is a list": (lambda it: it.notebook(**RIGHT) | {"metadata": [1]}, ALL),
    "a byte order mark": (encoded("utf-8-sig"), ALL),
    "UTF-16": (encoded("utf-16"), ALL),
    "Windows' line ends": (
        with_cells(lambda cell: cell.update(source="".join(cell["source"]).replace("\n", "\r\n"))),
        ALL,
    ),
    "one id for all cells": (with_cells(lambda cell: cell.update(id="same")), ALL),
    "ids that are numbers": (with_cells(lambda cell: cell.update(id=7)), ALL),
    "no ids": (with_cells(lambda cell: cell.pop("id")), ALL),
    "no sources": (with_cells(lambda cell: cell.pop("source")), None),
    "sources that are numbers": (with_cells(lambda cell: cell.update(source=5)), None),
    "tags that are no list": (with_cells(lambda cell: cell["metadata"].update(tags=5)), ALL),
    # its cells
    "answers in free cells": (in_free_cells, ALL),
    "an answer in two cells": (in_two_cells, ALL),
    "an answer as Markdown": (as_markdown, {"double": "not attempted", "fetch_both": "passed"}),
    "untouched": (lambda it: it.release(), NONE),
    "duplicated cells": (lambda it: _twice(it.notebook(**RIGHT)), ALL),
    "reordered cells": (lambda it: _reversed(it.notebook(**RIGHT)), ALL),
    "deleted checks": (
        lambda it: without(it.notebook(**RIGHT), "double_check", "double_hidden"),
        ALL,
    ),
    "deleted answer": (
        lambda it: without(it.notebook(**RIGHT), "double_answer"),
        {"double": "not attempted", "fetch_both": "passed"},
    ),
    "deleted imports": (lambda it: without(it.notebook(**RIGHT), "setup"), ALL),
    "renamed answer": (lambda it: renamed(it.notebook(**RIGHT), "double_answer", "mine"), ALL),
    "renamed check": (lambda it: renamed(it.notebook(**RIGHT), "double_check", "mine"), ALL),
    "a check made a solution": (lambda it: _solution(it.notebook(**RIGHT)), ALL),
    "a cell of 5 MB": (answering("x = 1\n" * 900_000), {"double": "failed"} | ONE),
    # their code
    "sleeps at the top": (answering("import time\ntime.sleep(10**6)\n" + DOUBLE), ALL),
    "asks at the top": (answering("name = input('who?')\n" + DOUBLE), ONE),
    "awaits at the top": (answering("import asyncio\nawait asyncio.sleep(10**6)\n" + DOUBLE), ALL),
    "shell and magics": (answering("!ls /\n%matplotlib inline\n%time 1\n" + DOUBLE), ALL),
    "a cell of bash": (
        answering("%%bash\nrm -rf ~"),
        {"double": "not attempted", "fetch_both": "passed"},
    ),
    "prints at the top": (answering("print('x' * 10**6)\n" + DOUBLE), ALL),
    "syntax error in one cell": (answering(NO_PYTHON), ONE),
    "null bytes": (answering("def double(x):\x00 return 2"), ONE),
    "lone surrogate": (answering("def double(x): return '\ud800'"), ONE),
    "deep expression": (answering("def double(x): return " + "(" * 5000 + "x" + ")" * 5000), ONE),
    "error at import": (answering("1 / 0\n" + DOUBLE), ONE),
    "exit at import": (answering("import sys; sys.exit()\n" + DOUBLE), ONE),
    "os._exit": (answering(body("os._exit(0)")), ONE),
    "segmentation fault": (answering(body("ctypes.string_at(0)")), ONE),
    "killed by itself": (answering(body("os.kill(os.getpid(), 9)")), ONE),
    "out of memory": (answering(body("return bytearray(10**11)")), ONE),
    "endless output": (
        answering(body("for _ in range(100): os.write(1, b'x' * 10**6)\n    return 7")),
        ONE,
    ),
    "endless recursion": (answering(body("return double(x)")), ONE),
    "deadlock": (
        answering(body("lock = threading.Lock(); lock.acquire(); lock.acquire()")),
        ONE,
    ),
    "a child left behind": (
        answering(body("os.fork() or os.setsid() or time.sleep(99)\n    return 2 * x")),
        None,
    ),
    "threads left behind": (
        answering(body("threading.Thread(target=time.sleep, args=(99,)).start(); return 2 * x")),
        ALL,
    ),
}
FAULTS["a cell of 5 MB"] = (
    FAULTS["a cell of 5 MB"][0],
    {"double": "not attempted"} | {"fetch_both": "passed"},
)


NAMES = [
    "comma, \"quote\" 'and'", "new\nline", "=cmd|' calc'!A0", "王小明", "🦄 unicorn", "\u202ereversed", "x" * 200,
    "<b>bold", "* [glob] ?", "-rf", "\x1b[31mred", "tab\tulator",
]  # fmt: skip


def _twice(notebook):
    return notebook | {"cells": notebook["cells"] * 2}


def _reversed(notebook):
    return notebook | {"cells": notebook["cells"][::-1]}


def _solution(notebook):
    for cell in notebook["cells"]:
        if read_cell(cell).grade_id == "double_check":
            cell["metadata"]["nbgrader"] |= {"solution": True, "grade": False}
    return notebook


@pytest.fixture(scope="module")
def graded(released, tmp_path_factory):
    """Return a class with every fault and two honest students, and its assessments by student."""
    root = tmp_path_factory.mktemp("faults") / "course"
    shutil.copytree(released.root, root)
    it = Class(Course(root))
    for student, (make, _) in FAULTS.items():
        it.hand_in(student, make(it))
    for student in ("aaa honest", "zzz honest", *NAMES):
        it.hand_in(student)
    (it.submitted / os.fsdecode(b"\xff bytes") / "01_tiny").mkdir(parents=True)
    (it.submitted / "nothing at all").mkdir()
    (it.submitted / "a file").write_text("")
    (it.hand_in("garbage for a time") / "timestamp.txt").write_text("yesterday\x00, 25:99")
    return it, it.grade()


def test_every_student_gets_an_assessment(graded):
    it, assessments = graded
    everybody = {*FAULTS, *NAMES, "aaa honest", "zzz honest", "garbage for a time", "\\xff bytes"}
    assert set(assessments) == everybody == set(it.scores())
    assert all(len(each.verdicts) == 2 for each in assessments.values())
    assert all(len(checks) == 4 for checks in it.scores().values())
    assert None not in {score for checks in it.scores().values() for score in checks.values()}


def test_honest_students_get_their_points(graded):
    points = graded[0].points()
    assert points["aaa honest"] == points["zzz honest"] == points["garbage for a time"] == 6


@pytest.mark.parametrize("name", NAMES)
def test_a_student_of_any_name_gets_the_points(graded, name):
    assert graded[0].points()[name] == 6


def test_names_stay_in_their_column_and_are_no_formulas(graded):
    it, _ = graded
    it.pipeline.export()
    with it.pipeline.grades.open(encoding="utf-8", newline="") as file:
        names = {row["student_id"] for row in csv.DictReader(file)}
    assert {"王小明", "comma, \"quote\" 'and'", "new\nline", "'=cmd|' calc'!A0"} <= names
    assert not [name for name in names if name.startswith(("=", "+", "-", "@", "\t"))]


@pytest.mark.parametrize("student", FAULTS)
def test_a_faulty_submission_gets_the_expected_verdicts(graded, student):
    found = {verdict.exercise: verdict.verdict for verdict in graded[1][student].verdicts}
    expected = FAULTS[student][1]
    assert expected is None or found == expected


@pytest.mark.parametrize("student", FAULTS)
def test_every_lost_point_has_a_card(graded, student):
    lost = [verdict for verdict in graded[1][student].verdicts if verdict.verdict != "passed"]
    assert all(verdict.reason for verdict in lost)


def test_every_student_has_an_autograded_notebook(graded):
    it, assessments = graded
    folder = it.pipeline.folder("autograded")
    for student in assessments:
        notebook = json.loads((folder / student / "01_tiny" / "tiny.ipynb").read_text())
        assert {read_cell(cell).grade_id for cell in notebook["cells"]} >= set(
            it.assignment.originals
        )


def test_the_assessment_names_the_sandbox(graded):
    ran = {each.sandbox for each in graded[1].values() if not each.problem}
    assert ran == {sandbox.BUBBLEWRAP if sandbox.works() else sandbox.LIMITS}
