"""The linter finds what is missing and what is stray, and says where."""

import json

import pytest

from grader.authoring import chapter_rules, exercise_rules
from grader.authoring.lint import lint
from grader.authoring.release import release

DOUBLE_IN_THE_SOLUTION = """\
# %% id=double_answer role=answer
### BEGIN SOLUTION
def double(x):
    return x + x
### END SOLUTION
"""


def findings(course, warning=False):
    """What reading the course (without running it) finds."""
    chapters = [r(c) for c in course.chapters for r in chapter_rules.READING]
    exercises = [r(e) for e in course.exercises for r in exercise_rules.READING]
    found = [
        *chapter_rules.has_unique_names(course),
        *(f for each in chapters + exercises for f in each),
    ]
    return [str(finding) for finding in found if finding.warning == warning]


@pytest.fixture
def chapter_with(course_of, tiny_chapter):
    """Make a course of the tiny chapter with one difference."""

    def make(before, after):
        assert before in tiny_chapter
        return course_of(**{"01_tiny": tiny_chapter.replace(before, after)})

    return make


def between(text, start, end):
    return text[text.index(start) : text.index(end)]


def test_a_good_chapter_gives_no_findings(course):
    assert findings(course) == []


def test_an_exercise_without_its_free_cell_is_found(chapter_with):
    course = chapter_with("# %% id=fetch_both_run\n", "")
    assert any("fetch_both: its cells are fetch_both, " in text for text in findings(course))


def test_parts_in_another_order_are_found(chapter_with, tiny_chapter):
    run = between(tiny_chapter, "# %% id=double_run", "# %% id=double_check")
    answer = between(tiny_chapter, "# %% id=double_answer", "# %% id=double_run")
    course = chapter_with(answer + run, run + answer)
    assert any("double: its cells are double, double_run" in text for text in findings(course))


@pytest.mark.parametrize(
    ("before", "after", "finding"),
    [
        ("<details><summary>Hint 3</summary>`return", "`return", "has 2 complete <details>"),
        ("simulate(double, 2).returns(4)", "True", "double_check: ends in a value"),
        ("role=check points=2", "role=check points=0", "double_check: is worth no points"),
        ("# A negative number.\n", "", "double_hidden: must show learners a comment"),
        ("# A negative number.\n", "x = 1\n", "double_hidden: must show learners a comment"),
        ("id=double_check role=check", "id=double_check role=given", "its role is given"),
        ("from grader import calls, simulate\n", "x = 1\n", "setup: holds more than imports"),
        ("# %% id=setup", "# %% id=imports", "its first code cell is not `setup`"),
        ("# %% id=fetch_both_run", "# %% id=stray role=given", "stray: is graded or locked, but"),
        ("# # A tiny chapter", "# ### BEGIN SOLUTION", "title: holds a solution or a hidden test"),
    ],
)
def test_a_mistake_is_found(chapter_with, before, after, finding):
    assert any(finding in text for text in findings(chapter_with(before, after)))


def test_an_answer_that_is_not_marked_is_found(chapter_with):
    course = chapter_with("    ### BEGIN SOLUTION\n    secret", "    secret")
    assert "double_answer: has no ### BEGIN SOLUTION … ### END SOLUTION" in findings(course)


def test_a_def_line_inside_of_the_solution_is_found(chapter_with, tiny_chapter):
    answer = between(tiny_chapter, "# %% id=double_answer", "# %% id=double_run")
    course = chapter_with(answer, DOUBLE_IN_THE_SOLUTION)
    assert "double_answer: `double` is not defined outside the solution" in findings(course)


def test_an_exercise_of_the_same_name_elsewhere_is_found(course_of, tiny_chapter):
    course = course_of(**{"01_tiny": tiny_chapter, "02_tiny": tiny_chapter})
    assert "double: 2 cells of the course have this id" in findings(course)


def test_an_untidy_file_is_found(course):
    path = course.chapters[0].path
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8"))), encoding="utf-8")
    assert findings(course) == ["01_tiny: is not tidy: run `grader tidy`"]


def test_a_notebook_as_text_beside_its_source_is_found(course, tiny_chapter):
    (course.chapters[0].path.parent / "tiny.py").write_text(tiny_chapter, encoding="utf-8")
    assert findings(course) == ["01_tiny: tiny.py would be released to learners"]


def test_a_long_section_is_a_warning(chapter_with):
    course = chapter_with("# # A tiny chapter", "# # A tiny chapter\n#\n# " + "word " * 151)
    assert findings(course) == []
    (warning,) = findings(course, warning=True)
    assert "title: (warning) its section has 155 words" in warning


def test_long_code_is_a_warning(chapter_with):
    course = chapter_with("# %% id=fetch_both_run\n", "# %% id=fetch_both_run\n" + "x = 1\n" * 21)
    assert any("has 21 lines of code" in text for text in findings(course, warning=True))


def test_running_finds_nothing_wrong_with_a_good_chapter(course):
    release(course)
    assert [str(finding) for finding in lint(course)] == []


def test_a_solution_that_fails_is_found(chapter_with):
    course = chapter_with("return secret_of_double + x", "return secret_of_double")
    (finding,) = lint(course)
    assert str(finding).startswith(
        "01_tiny: double: its solution fails: returns another value, got 2\n"
    )


def test_a_stub_that_earns_something_is_found(chapter_with):
    course = chapter_with("simulate(double, 2).returns(4)", "assert double")
    (finding,) = lint(course)
    assert str(finding).startswith("01_tiny: double: the verdict on its stub is: failed")
