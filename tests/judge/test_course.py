"""Finding chapters, exercises and their cells."""

import pytest

from grader.judge.course import Course, NoCourse, UnknownExercise


def test_a_course_is_found_from_below_its_root(course, monkeypatch):
    monkeypatch.chdir(course.root / "solutions" / "01_tiny")
    assert Course.here() == course


def test_outside_of_a_course_its_own_checkout_is_used(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert (Course.here().root / "nbgrader_config.py").is_file()


def test_where_there_is_no_course_at_all_the_error_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        "grader.judge.course.__file__", str(tmp_path / "site" / "grader" / "judge" / "course.py")
    )
    with pytest.raises(NoCourse, match="go to the directory of its README"):
        Course.here()


def test_exercises_come_in_the_order_of_the_course(course):
    assert [exercise.name for exercise in course.exercises] == ["double", "fetch_both"]


def test_an_exercise_knows_its_cells_and_points(course):
    double = course.exercise("double")
    assert [cell.role for cell in double.cells] == ["statement", "answer", None, "check", "hidden"]
    assert double.max_points == 3


def test_a_star_marks_a_stretch_exercise(course):
    assert [exercise.stretch for exercise in course.exercises] == [False, True]


def test_an_unknown_name_suggests_the_nearest(course):
    with pytest.raises(UnknownExercise, match=r"called duoble\. Did you mean double\?"):
        course.exercise("duoble")


def test_a_name_like_no_other_gets_the_list(course):
    with pytest.raises(UnknownExercise, match="There are: double, fetch_both"):
        course.exercise("zzz")
