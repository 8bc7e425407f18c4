"""The students' notebooks: always the same bytes, never stale, nothing leaked."""

import json
import subprocess
import sys

import pytest

from grader.authoring.release import problems, release
from grader.judge.course import Course


def released_sources(course):
    (path,) = course.releases.glob("*/*.ipynb")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return {cell["id"]: "".join(cell["source"]) for cell in cells}


def sentences(course):
    return [str(finding) for finding in problems(course)]


def test_a_fresh_release_has_no_problems(course):
    release(course)
    assert problems(course) == []


def test_the_solution_becomes_a_stub_below_a_standing_def_line(course):
    release(course)
    stub = released_sources(course)["double_answer"]
    assert stub.startswith('def double(x):\n    """Return twice `x`."""\n')
    assert stub.endswith("raise NotImplementedError()")


def test_of_a_hidden_test_only_the_comment_survives(course):
    release(course)
    assert released_sources(course)["double_hidden"] == "# A negative number."


def test_releasing_twice_changes_no_byte(course):
    assert release(course) != []
    assert release(course) == []


def test_nbgrader_itself_makes_the_same_bytes(course):
    release(course)
    before = {path: path.read_bytes() for path in course.releases.glob("*/*")}
    generate = [sys.executable, "-m", "nbgrader", "generate_assignment", "01_tiny", "--force"]
    subprocess.run(generate, cwd=course.root, check=True, capture_output=True)
    assert {path: path.read_bytes() for path in course.releases.glob("*/*")} == before


def test_what_a_notebook_has_written_beside_itself_is_not_released(course):
    release(course)
    (course.chapters[0].path.parent / "server.py").write_text("solution = 1\n")
    assert release(course) == []
    (course.releases / "01_tiny/server.py").write_text("a learner's own\n")
    assert problems(course) == []


def test_a_changed_source_makes_the_release_stale(course):
    release(course)
    source = course.chapters[0].path
    source.write_text(source.read_text(encoding="utf-8").replace("twice", "two times"))
    assert sentences(course) == [
        "notebooks/01_tiny/tiny.ipynb: is out of date: run `grader release`"
    ]


def test_a_release_without_a_source_is_stale(course):
    release(course)
    course.chapters[0].path.rename(course.root / "elsewhere.ipynb")
    assert "notebooks/01_tiny/tiny.ipynb: is out of date: run `grader release`" in sentences(course)
    release(course)
    assert not list(course.releases.glob("*/*"))


@pytest.mark.parametrize(
    ("leaked", "complaint"),
    [
        ("### BEGIN SOLUTION", "notebooks/01_tiny/tiny.ipynb: holds an nbgrader marker"),
        ("secret_of_double = x", "notebooks/01_tiny/tiny.ipynb: leaks: secret_of_double = x"),
        (
            "simulate(double, -21).returns(-42)",
            "notebooks/01_tiny/tiny.ipynb: leaks: simulate(double, -21).returns(-42)",
        ),
    ],
)
def test_a_leak_is_found(course, leaked, complaint):
    release(course)
    (path,) = course.releases.glob("*/*.ipynb")
    path.write_text(path.read_text(encoding="utf-8").replace("# A negative number.", leaked))
    assert complaint in sentences(course)


def test_the_release_of_this_course_is_fresh_and_leaks_nothing():
    from pathlib import Path

    assert problems(Course(Path(__file__).parents[2])) == []
