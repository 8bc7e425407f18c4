"""Every check, proven on the reference solution, on the released stub, and on answers of learners.

The answers are data: tests/answers/EXERCISE/right_*.py and wrong_*.py.  What they must be like is a
rule of `grader lint` (`grader.authoring.answer_rules`), checked here once for all of them.
"""

from pathlib import Path

import pytest

from grader.authoring import answer_rules
from grader.authoring.exercise_rules import reference, stub
from grader.judge.answer import Answer
from grader.judge.course import Course
from grader.judge.judge import judge

COURSE = Course(Path(__file__).parents[1])
EXERCISES = {exercise.name: exercise for exercise in COURSE.exercises}

RECORDING = {
    exercise.name
    for exercise in COURSE.exercises
    if any("record(" in cell.source for cell in exercise.of("check", "hidden"))
}


def marks(exercise, thorough=False):
    """What is recorded runs on the real clock."""
    real = [pytest.mark.real_clock] if exercise in RECORDING else []
    return real + [pytest.mark.thorough] * thorough


every_exercise = pytest.mark.parametrize(
    "exercise",
    [pytest.param(exercise, id=name, marks=marks(name)) for name, exercise in EXERCISES.items()],
)


def every(kind):
    """All answers of a kind; without `--all` the first one to each exercise."""
    answers = [
        pytest.param(path, id=f"{name}-{path.stem}", marks=marks(name, thorough=number > 0))
        for name in EXERCISES
        for number, path in enumerate(answer_rules.answers(COURSE, name, kind))
    ]
    return pytest.mark.parametrize("path", answers)


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


@every("right")
def test_a_right_answer_passes(path):
    verdict = verdict_on(path)
    assert verdict.verdict == "passed", verdict.card


@every("wrong")
def test_a_wrong_answer_fails_with_its_message(path):
    verdict = verdict_on(path)
    assert verdict.verdict == "failed"
    cards = plain(" ".join(cell.card for cell in verdict.cells))
    assert [words for words in answer_rules.messages(path) if words not in cards] == [], cards


def test_the_answers_have_the_form_that_the_linter_wants():
    assert [str(finding) for finding in answer_rules.are_well_formed(COURSE)] == []
