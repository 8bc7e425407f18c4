"""Broken submissions: each ends in a verdict for every exercise, and touches no neighbour.

All are handed in to one class and graded once; each test looks at one of them.
"""

import json
import shutil

import pytest
from classroom.conftest import DOUBLE, FETCH_BOTH, RIGHT, Class

from grader.attempt import sandbox
from grader.course import Course, grade_id

LOST = {"double": "failed", "fetch_both": "failed"}
ALL = {"double": "passed", "fetch_both": "passed"}
NONE = {"double": "not attempted", "fetch_both": "not attempted"}


def without(notebook, *ids):
    cells = [cell for cell in notebook["cells"] if cell["id"] not in ids]
    return notebook | {"cells": cells}


def renamed(notebook, old, new):
    for cell in notebook["cells"]:
        if grade_id(cell) == old:
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
    # its cells
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


def _twice(notebook):
    return notebook | {"cells": notebook["cells"] * 2}


def _reversed(notebook):
    return notebook | {"cells": notebook["cells"][::-1]}


def _solution(notebook):
    for cell in notebook["cells"]:
        if grade_id(cell) == "double_check":
            cell["metadata"]["nbgrader"] |= {"solution": True, "grade": False}
    return notebook


@pytest.fixture(scope="module")
def graded(released, tmp_path_factory):
    """The class with every fault in it, and two honest students; assessments by student."""
    root = tmp_path_factory.mktemp("faults") / "course"
    shutil.copytree(released.root, root)
    it = Class(Course(root))
    for student, (make, _) in FAULTS.items():
        it.hand_in(student, make(it))
    for student in ("aaa honest", "zzz honest"):
        it.hand_in(student)
    return it, it.grade()


def test_nobody_is_lost(graded):
    it, assessments = graded
    everybody = {*FAULTS, "aaa honest", "zzz honest"}
    assert set(assessments) == everybody == set(it.scores())
    assert all(len(each.verdicts) == 2 for each in assessments.values())
    assert all(len(checks) == 4 for checks in it.scores().values())
    assert None not in {score for checks in it.scores().values() for score in checks.values()}


def test_neighbours_get_their_points(graded):
    points = graded[0].points()
    assert points["aaa honest"] == points["zzz honest"] == 6


@pytest.mark.parametrize("student", FAULTS)
def test_the_verdicts_are_what_the_fault_deserves(graded, student):
    found = {verdict.exercise: verdict.verdict for verdict in graded[1][student].verdicts}
    expected = FAULTS[student][1]
    assert expected is None or found == expected


@pytest.mark.parametrize("student", FAULTS)
def test_whoever_lost_points_is_told_why(graded, student):
    lost = [verdict for verdict in graded[1][student].verdicts if verdict.verdict != "passed"]
    assert all(verdict.reason for verdict in lost)


def test_every_student_has_a_notebook_to_look_at(graded):
    it, assessments = graded
    folder = it.pipeline.folder("autograded")
    for student in assessments:
        notebook = json.loads((folder / student / "01_tiny" / "tiny.ipynb").read_text())
        assert {grade_id(cell) for cell in notebook["cells"]} >= set(it.master.originals)


def test_it_is_said_what_they_ran_in(graded):
    ran = {each.sandbox for each in graded[1].values() if not each.problem}
    assert ran == {sandbox.BUBBLEWRAP if sandbox.works() else sandbox.LIMITS}
