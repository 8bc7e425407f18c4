"""Attacks by what is handed in besides code: metadata, other cells, other files, links, pipes."""

import json
import os
import shutil
import socket
from pathlib import Path

import pytest
from classroom.conftest import RIGHT, Class, released  # noqa: F401 - a fixture
from redteam.attacks import WRONG

from grader.judge.course import Course
from grader.judge.notebook import read_cell

pytestmark = pytest.mark.real_clock

SCRIPT = "<script>alert('owned')</script>"
MARKDOWN = [
    SCRIPT, "<img src=x onerror=alert(1)>", "<svg onload=alert(2)></svg>", "[a](javascript:alert(3))",
    "[a][b]\n\n[b]: javascript:alert(4)", "&lt;b&gt; $\\href{javascript:alert(5)}{x}$",
    "```\n<b onclick=alert(6)>\n```",
]  # fmt: skip
WRONG_ANSWERS = {"double_answer": WRONG, "fetch_both_answer": "def fetch_both(fetch, a, b): pass\n"}


def graded_cells(notebook):
    return [cell["metadata"]["nbgrader"] for cell in notebook["cells"] if read_cell(cell).grade_id]


def more_points(notebook):
    for each in graded_cells(notebook):
        each["points"] = 1000


def unlocked_checks(notebook):
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            cell["metadata"]["nbgrader"]["locked"] = False
            cell["source"] = "pass"


def another_schema(notebook):
    for each in graded_cells(notebook):
        each |= {"schema_version": 99, "checksum": "0" * 32, "grade": True, "solution": True}


def names_that_lead_out(notebook):
    for number, cell in enumerate(notebook["cells"]):
        cell["id"] = "../../../../tmp/owned"
        if number % 2:
            cell["metadata"]["nbgrader"] = {"grade_id": "../../solutions/owned", "points": 99}


def other_kinds(notebook):
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            cell |= {"cell_type": "markdown", "source": f"✓ passed {SCRIPT}"}


def forged_outputs(notebook):
    for cell in notebook["cells"]:
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "✓ passed\n"}]
        cell["execution_count"] = 1


def attachments(notebook):
    for cell in notebook["cells"]:
        cell["attachments"] = {"../../owned.svg": {"image/svg+xml": SCRIPT}}


FORGED = {
    each.__name__: each
    for each in (
        more_points, unlocked_checks, another_schema, names_that_lead_out, other_kinds, forged_outputs, attachments,
    )
}  # fmt: skip


def linked(it, folder, notebook):
    notebook.unlink()
    notebook.symlink_to(it.course.root / "solutions" / "01_tiny" / "tiny.ipynb")


def linked_folder(it, folder, notebook):
    shutil.rmtree(folder)
    folder.symlink_to(it.course.root / "solutions" / "01_tiny")


def pipe(it, folder, notebook):
    notebook.unlink()
    os.mkfifo(notebook)


def a_folder(it, folder, notebook):
    notebook.unlink()
    notebook.mkdir()


def a_socket(it, folder, notebook):
    notebook.unlink()
    with socket.socket(socket.AF_UNIX) as server:
        before = Path.cwd()
        os.chdir(folder)  # the path of a socket is short
        server.bind(notebook.name)
        os.chdir(before)


def endless_stamp(it, folder, notebook):
    (folder / "timestamp.txt").symlink_to("/dev/zero")


def other_modules(it, folder, notebook):
    for name in ("json", "grader", "sitecustomize", "usercustomize", "conftest", "nbgrader_config"):
        (folder / f"{name}.py").write_text(f"open({str(it.course.root / 'owned')!r}, 'w')")
    (folder / "evil.pth").write_text("import os; os._exit(0)")


FOLDERS = {
    each.__name__: each
    for each in (
        linked, linked_folder, pipe, a_folder, a_socket, endless_stamp, other_modules,
    )
}  # fmt: skip


@pytest.fixture(scope="module")
def graded(released, tmp_path_factory):  # noqa: F811 - asked for as a fixture
    """Return the graded class, and its assessments by student."""
    root = tmp_path_factory.mktemp("hand_ins") / "course"
    shutil.copytree(released.root, root)
    it = Class(Course(root))
    it.hand_in("aaa honest")
    for name, forge in FORGED.items():
        notebook = it.notebook(**WRONG_ANSWERS)
        forge(notebook)
        it.hand_in(name, notebook)
    for name, spoil in FOLDERS.items():
        folder = it.hand_in(name, **WRONG_ANSWERS)
        spoil(it, folder, folder / "tiny.ipynb")
    author = it.notebook(**RIGHT)
    author["cells"] += [
        {"cell_type": kind, "id": f"own{n}{kind}", "metadata": {"raw_mimetype": "text/html"}, "source": text}
        for n, text in enumerate(MARKDOWN)
        for kind in ("markdown", "raw")
    ]  # fmt: skip
    it.hand_in("author", author)
    return it, it.grade()


@pytest.mark.parametrize("name", [*FORGED, *FOLDERS])
def test_no_points_are_gained(graded, name):
    assert graded[0].points()[name] == 0


@pytest.mark.parametrize("name", [*FORGED, *FOLDERS])
def test_there_is_a_verdict_for_every_exercise(graded, name):
    assert [each.exercise for each in graded[1][name].verdicts] == ["double", "fetch_both"]


def test_honest_students_get_their_points(graded):
    points = graded[0].points()
    assert points["aaa honest"] == points["author"] == 6


def test_nothing_of_the_solution_reaches_a_student(graded):
    it, _ = graded
    for path in it.pipeline.folder("autograded").rglob("*.ipynb"):
        assert "secret_of_double" not in path.read_text()


def test_nothing_that_was_handed_in_was_run_outside(graded):
    assert not (graded[0].course.root / "owned").exists()


def test_no_script_of_a_students_runs_in_the_teachers_browser(graded):
    from bs4 import BeautifulSoup

    it, _ = graded
    it.pipeline.give_feedback("01_tiny", "author")
    page = it.pipeline.folder("feedback") / "author" / "01_tiny" / "tiny.html"
    body = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").body
    attributes = [str(value) for tag in body.find_all() for value in tag.attrs.values()]
    assert "alert(" in body.get_text()
    assert not [each for each in attributes if "alert" in each]
    assert not [each for each in body.find_all("script") if "alert" in str(each)]


def test_the_autograded_notebook_has_no_trace_of_the_attack(graded):
    it, _ = graded
    folder = it.pipeline.folder("autograded") / "attachments" / "01_tiny"
    cells = json.loads((folder / "tiny.ipynb").read_text())["cells"]
    assert not [cell for cell in cells if "attachments" in cell]
