"""The reference solution of chapter 2 passes the tests that CPython keeps for its own function."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from grader.__main__ import app
from grader.authoring.exercise_rules import reference
from grader.judge.conformance import conforms
from grader.judge.course import Course

RUN = CliRunner()


@pytest.fixture
def solution(tmp_path):
    """Return the path of a file with the reference solution."""
    course = Course(Path(__file__).parents[2])
    answer = reference(course.exercise("my_as_completed"))
    path = tmp_path / "answer.py"
    path.write_text("\n".join(source for _, source in answer.sources), encoding="utf-8")
    return path


def test_the_reference_passes_cpythons_own_tests(solution, capfd):
    assert conforms("my_as_completed", solution), capfd.readouterr().err


def test_a_function_that_yields_nothing_fails_them(tmp_path, capfd):
    path = tmp_path / "answer.py"
    path.write_text("def my_as_completed(fs, timeout=None):\n    yield from ()\n", encoding="utf-8")
    assert not conforms("my_as_completed", path)
    assert "FAIL: test_no_timeout" in capfd.readouterr().err


def test_other_names_have_no_tests(tmp_path):
    done = RUN.invoke(app, ["conformance", "collect", str(tmp_path / "answer.py")])
    assert done.exit_code == 2


def test_a_file_without_the_function_is_reported(tmp_path, capfd):
    path = tmp_path / "answer.py"
    path.write_text("nothing = None\n", encoding="utf-8")
    assert not conforms("my_as_completed", path)
    assert "defines no my_as_completed" in capfd.readouterr().err
