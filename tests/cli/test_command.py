"""The command `grader`: quick help, clear verdicts, exit codes, errors that say what to do."""

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from grader.__main__ import app

HEAVY = {
    "IPython",
    "aiohttp",
    "asyncio",
    "matplotlib",
    "nbconvert",
    "nbformat",
    "nbgrader",
    "numpy",
}
RIGHT = "def double(x):\n    return 2 * x\n"
WRONG = "def double(x):\n    return x * x\n"
HALF_RIGHT = "def double(x):\n    return abs(2 * x)\n"
STUB = "def double(x):\n    raise NotImplementedError()\n"


@pytest.fixture
def grader(course):
    """Call the command in a small course."""
    return lambda *arguments: CliRunner().invoke(app, [str(each) for each in arguments])


@pytest.fixture
def check(grader, tmp_path):
    """Check an answer to `double`, given as text."""

    def check(text, *options):
        file = tmp_path / "answer.py"
        file.write_text(text, encoding="utf-8")
        return grader("check", "double", file, *options)

    return check


def test_help_loads_nothing_heavy():
    code = (
        "import sys; from grader.__main__ import app; app(['--help'], standalone_mode=False);"
        "print(*{name.split('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert HEAVY & set(ran.stderr.split()) == set()
    assert "check" in ran.stdout


@pytest.mark.parametrize("command", ["check", "lint", "tidy", "release"])
def test_every_command_has_help(grader, command):
    assert grader(command, "--help").exit_code == 0


def test_a_right_answer_ends_with_0(check):
    ran = check(RIGHT)
    assert (ran.exit_code, "double: passed, 3 of 3 points" in ran.stdout) == (0, True)


def test_a_wrong_answer_ends_with_1_and_shows_its_card(check):
    ran = check(WRONG)
    assert ran.exit_code == 1
    assert "double_hidden" in ran.stdout
    assert "-42" in ran.stdout


def test_every_cell_is_worth_its_own_points(check):
    verdict = json.loads(check(HALF_RIGHT, "--json").stdout)
    assert (verdict["points"], verdict["max_points"]) == (2, 3)
    assert [cell["passed"] for cell in verdict["cells"]] == [True, False]


def test_a_stub_ends_with_3(check):
    ran = check(STUB)
    assert (ran.exit_code, "double: not attempted" in ran.stdout) == (3, True)


def test_a_file_without_the_function_ends_with_3_and_names_a_near_one(check):
    ran = check(RIGHT.replace("double", "doubled"))
    assert ran.exit_code == 3
    assert "It defines doubled: is that it? The name must be double." in ran.stdout


def test_a_syntax_error_ends_with_1_and_its_line(check):
    ran = check("x = 1\ndef double(x):\nreturn 2 * x\n")
    assert ran.exit_code == 1
    assert "answer.py, line 3: IndentationError" in ran.stdout


@pytest.mark.parametrize("text", ["\0", "# coding: nonsense\nx = 1\n", "(" * 5000])
def test_what_is_no_python_at_all_ends_with_1(check, text):
    assert check(text).exit_code == 1


def test_json_has_the_whole_verdict(check):
    verdict = json.loads(check(WRONG, "--json").stdout)
    assert set(verdict) == {"exercise", "verdict", "points", "max_points", "cells", "seconds"}
    assert set(verdict["cells"][0]) >= {"id", "passed", "points", "outcome", "card"}
    assert verdict["verdict"] == "failed"


def test_an_answer_that_prints_leaves_the_json_whole(check):
    assert json.loads(check("print('hello')\n" + RIGHT, "--json").stdout)["verdict"] == "passed"


def test_an_unknown_exercise_ends_with_2_and_suggests_the_nearest(grader, tmp_path):
    ran = grader("check", "duoble", tmp_path / "answer.py")
    assert (ran.exit_code, "Did you mean double?" in ran.stderr) == (2, True)


def test_a_missing_file_ends_with_2_and_is_named(grader, tmp_path):
    ran = grader("check", "double", tmp_path / "nowhere.py")
    assert ran.exit_code == 2
    assert "nowhere.py" in ran.stderr.replace("\n", "")


def test_tidy_says_what_it_rewrote(grader, course):
    path = course.chapters[0].path
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert grader("tidy", "--check").exit_code == 1
    assert "tiny.ipynb written" in grader("tidy").stdout.replace("\n", "")
    assert grader("tidy", "--check").exit_code == 0


def test_release_check_fails_until_the_release_is_made(grader):
    assert grader("release", "--check").exit_code == 1
    assert grader("release").exit_code == 0
    assert grader("release", "--check").exit_code == 0


def test_lint_ends_with_1_when_something_is_wrong(grader, course):
    assert grader("lint").exit_code == 0
    path = course.chapters[0].path
    path.write_text(path.read_text(encoding="utf-8").replace("<details>", ""), encoding="utf-8")
    ran = grader("lint")
    assert (ran.exit_code, "01_tiny: double: has 0 complete" in ran.stdout) == (1, True)
