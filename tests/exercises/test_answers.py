"""Every check, proven on the reference solution, on the released stub, and on answers of learners.

Beside this file are answers, EXERCISE/right_*.py and EXERCISE/wrong_*.py. The docstring of each
begins with `Target: EXERCISE`; a wrong one also says, in a line `Message: …`, words that its card
must hold, so that a learner who makes this mistake gets to read them.
"""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from grader.judge.answer import Answer
from grader.authoring.exercise_rules import reference, stub
from grader.judge.course import Course
from grader.judge.judge import judge

HERE = Path(__file__).parent
EXERCISES = {exercise.name: exercise for exercise in Course(HERE.parents[1]).exercises}
RIGHT, WRONG = sorted(HERE.glob("*/right_*.py")), sorted(HERE.glob("*/wrong_*.py"))

every_exercise = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)


def every(answers):
    names = [f"{path.parent.name}-{path.stem}" for path in answers]
    return pytest.mark.parametrize("path", answers, ids=names)


def docstring(path):
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


def messages(path):
    return [plain(line) for line in re.findall(r"^Message:(.*)", docstring(path), re.MULTILINE)]


def plain(text):
    """The words alone: a card is broken into lines of 80 columns."""
    return " ".join(text.split())


def verdict_on(path):
    return judge(EXERCISES[path.parent.name], Answer.in_file(path))


@every_exercise
def test_the_reference_solution_gets_all_points(exercise):
    verdict = judge(exercise, reference(exercise))
    assert verdict.points == exercise.max_points, verdict.card


@every_exercise
def test_the_released_stub_is_not_attempted(exercise):
    verdict = judge(exercise, stub(exercise))
    assert (verdict.verdict, verdict.points) == ("not attempted", 0)


@every(RIGHT)
def test_a_right_answer_passes(path):
    verdict = verdict_on(path)
    assert verdict.verdict == "passed", verdict.card


@every(WRONG)
def test_a_wrong_answer_fails_with_its_message(path):
    verdict = verdict_on(path)
    assert verdict.verdict == "failed"
    cards = plain(" ".join(cell.card for cell in verdict.cells))
    assert [words for words in messages(path) if words not in cards] == [], cards


@every(WRONG)
def test_a_wrong_answer_says_which_message_it_must_get(path):
    assert messages(path)


@every(RIGHT + WRONG)
def test_an_answer_names_its_target(path):
    target = re.match(r"Target:\s*(\w+)", docstring(path))
    assert (target and target[1]) == path.parent.name
    assert path.parent.name in EXERCISES


@every_exercise
def test_an_exercise_has_three_wrong_answers_and_two_right_ones(exercise):
    found = Counter(path.parent.name for path in RIGHT), Counter(path.parent.name for path in WRONG)
    assert (found[0][exercise.name] >= 2, found[1][exercise.name] >= 3) == (True, True)
