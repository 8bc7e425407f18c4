"""nbgrader's own commands, started in the course's directory, grade as `grader grade` does."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from classroom.conftest import DOUBLE, RIGHT
from redteam.test_hand_ins import a_folder, linked, linked_folder, pipe

HALF = "def double(x):\n    return abs(2 * x)\n"


@pytest.fixture
def nbgrader():
    """Run a command of nbgrader; return its log."""

    def run(*arguments, code=0):
        command = [sys.executable, "-m", "nbgrader", *arguments]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        assert ran.returncode == code, ran.stderr
        return ran.stdout + ran.stderr

    return run


def test_the_pipeline_from_release_to_grades(class_, nbgrader):
    nbgrader("generate_assignment", "01_tiny", "--force")
    class_.hand_in("ada")
    class_.hand_in("grace", double_answer=HALF)
    class_.hand_in("twice", class_.notebook(double_answer=DOUBLE) | _doubled(class_))
    nbgrader("autograde", "01_tiny")
    nbgrader("generate_feedback", "01_tiny")
    nbgrader("export")

    stock = class_.scores()
    assert {who: sum(each.values()) for who, each in stock.items()} == {
        "ada": 6, "grace": 2, "twice": 3,
    }  # fmt: skip
    class_.grade()
    assert class_.scores() == stock

    page = Path("classroom/feedback/grace/01_tiny/tiny.html").read_text(encoding="utf-8")
    assert "simulate(double, -21)" in page  # the card
    assert "HIDDEN TESTS" not in page
    assert ".returns(-42)" not in page  # the hidden line
    assert "grace,,,,2.0,0.0,2.0,6.0" in Path("classroom/grades.csv").read_text()


def _doubled(class_):
    cells = class_.notebook(double_answer=DOUBLE)["cells"]
    return {"cells": [*cells, *cells]}


def test_a_truncated_notebook_does_not_stop_the_others(class_, nbgrader):
    class_.hand_in("torn", b'{"cells": [')
    class_.hand_in("zoe")
    nbgrader("autograde", "01_tiny", code=1)
    assert class_.points()["zoe"] == 6


SPOILED = [(linked, 0), (linked_folder, 0), (pipe, 1), (a_folder, 1)]


@pytest.mark.parametrize(
    ("spoil", "code"),
    [SPOILED[0], *(pytest.param(*each, marks=pytest.mark.thorough) for each in SPOILED[1:])],
)
def test_a_link_or_a_pipe_earns_nothing(class_, nbgrader, spoil, code):
    folder = class_.hand_in("eve")
    spoil(class_, folder, folder / "tiny.ipynb")
    class_.hand_in("zoe")
    nbgrader("autograde", "01_tiny", code=code)
    assert class_.points()["zoe"] == 6
    assert not any(class_.scores()["eve"].values())
    shown = class_.pipeline.folder("autograded").rglob("eve/**/*.ipynb")
    assert "secret_of_double" not in "".join(each.read_text() for each in shown)


@pytest.fixture
def inbound(class_):
    """Put a submission into the exchange, as `nbgrader submit` does; return its folder."""

    def put(student):
        folder = Path("classroom/exchange/concurrency/inbound")
        stamp = "2030-01-01 12:00:00.000000 UTC"
        hand_in = folder / f"{student}+01_tiny+{stamp}+a1b2"
        hand_in.mkdir(parents=True)
        (hand_in / "timestamp.txt").write_text(stamp)
        (hand_in / "tiny.ipynb").write_text(json.dumps(class_.notebook(**RIGHT)))
        return hand_in

    return put


def test_a_submission_is_collected(inbound, class_, nbgrader):
    (inbound("ada") / "notes").mkdir()
    nbgrader("collect", "01_tiny")
    collected = class_.submitted / "ada" / "01_tiny"
    names = sorted(each.name for each in collected.iterdir())
    assert names == ["notes", "timestamp.txt", "tiny.ipynb"]
    assert json.loads((collected / "tiny.ipynb").read_text()) == class_.notebook(**RIGHT)


@pytest.mark.parametrize(
    "spoil",
    [linked, *(pytest.param(each, marks=pytest.mark.thorough) for each in (linked_folder, pipe))],
)
def test_links_and_pipes_are_not_collected(inbound, class_, nbgrader, spoil):
    folder = inbound("eve")
    spoil(class_, folder, folder / "tiny.ipynb")
    inbound("zoe")
    assert "neither a file nor a folder" in nbgrader("collect", "01_tiny")
    assert not (class_.submitted / "eve" / "01_tiny" / "tiny.ipynb").exists()
    assert (class_.submitted / "zoe" / "01_tiny" / "tiny.ipynb").exists()


def test_validate_shows_the_card_of_an_unsolved_exercise(nbgrader, class_):
    assert "not written yet" in nbgrader("validate", "notebooks/01_tiny/tiny.ipynb")
