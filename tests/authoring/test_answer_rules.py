"""The linter says what is wrong with an answer in tests/answers/, in which file, and what to do."""

import pytest

from grader.authoring import answer_rules
from grader.authoring.lint import lint

GOOD = {
    "right_sum.py": '"""Target: double"""',
    "right_product.py": '"""Target: double\n\nTwice."""',
    "wrong_one.py": '"""Target: double\n\nMessage: expected 4\n"""',
    "wrong_two.py": '"""Target: double\n\nMessage: expected 4\n"""',
    "wrong_three.py": '"""Target: double\n\nMessage:  expected   4\nMessage: returned\n"""',
}


@pytest.fixture
def found(course):
    """Write these answers to `double`, and return what the linter finds."""

    def find(answers, folder="double"):
        for exercise in ("double", "fetch_both"):
            write(
                course,
                exercise,
                {name: text.replace("double", exercise) for name, text in GOOD.items()},
            )
        write(course, folder, answers)
        return list(map(str, answer_rules.are_well_formed(course)))

    return find


def write(course, exercise, answers):
    folder = answer_rules.folder(course) / exercise
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in answers.items():
        (folder / name).write_text(text)


def test_good_answers_give_no_findings(found):
    assert found({}) == []


def test_a_course_elsewhere_needs_no_answers(course):
    assert list(answer_rules.are_well_formed(course)) == []


def test_an_answer_that_names_another_target_is_found(found):
    assert found({"right_sum.py": '"""Target: triple"""'}) == [
        "tests/answers/double/right_sum.py: begin its docstring with `Target: double`"
    ]


def test_a_wrong_answer_without_a_message_is_found(found):
    todo = "add a line `Message: …` to its docstring, with words that its card must hold"
    expected = f"tests/answers/double/wrong_two.py: {todo}"
    assert found({"wrong_two.py": '"""Target: double"""'}) == [expected]
    assert found({"wrong_two.py": '"""Target: double\n\nMessage:\n"""'}) == [expected]


def test_a_file_that_is_no_answer_is_found(found):
    assert found({"notes.txt": "", "test_double.py": ""}) == [
        f"tests/answers/double/{name}: is no answer: call it right_HOW.py or wrong_HOW.py, or remove it"
        for name in ("notes.txt", "test_double.py")
    ]


def test_a_file_that_is_no_python_is_found(found):
    [text] = found({"right_sum.py": "def double(:"})
    assert text.startswith("tests/answers/double/right_sum.py: is no Python: ")


def test_a_folder_that_is_no_exercise_is_found(found):
    assert found({"right_sum.py": '"""Target: gone"""'}, "gone") == [
        "tests/answers/gone/right_sum.py: its folder is called gone, which is no exercise: rename it, or remove it"
    ]


def test_too_few_answers_are_found(course):
    write(course, "double", GOOD)
    write(course, "fetch_both", {"wrong_one.py": '"""Target: fetch_both\n\nMessage: x"""'})
    assert list(map(str, answer_rules.are_well_formed(course))) == [
        "tests/answers/fetch_both: has 0 right answers: add 2 right_HOW.py",
        "tests/answers/fetch_both: has 1 wrong answers: add 2 wrong_HOW.py",
    ]


def test_the_words_of_a_message_are_read_without_their_spacing(course):
    write(course, "double", GOOD)
    path = answer_rules.folder(course) / "double" / "wrong_three.py"
    assert answer_rules.messages(path) == ["expected 4", "returned"]


def test_grader_lint_looks_at_the_answers(course):
    write(course, "double", {"notes.txt": ""})
    assert any(finding.where == "tests/answers/double/notes.txt" for finding in lint(course))
