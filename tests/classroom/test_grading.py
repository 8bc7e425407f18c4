"""Grading a class into nbgrader's gradebook: again, in part, after a kill, beside scores given by hand."""

import csv
import json
import os
import random
import signal
import subprocess
import sys

import pytest
from classroom.conftest import DOUBLE, FETCH_BOTH, RIGHT
from typer.testing import CliRunner

from grader.__main__ import app
from grader.classroom.grade import Journal, NothingToGrade, find_assignment

WRONG = "def double(x):\n    return x + 1\n"
HALF = "def double(x):\n    return abs(2 * x)\n"
STUDENTS = {
    "ada": {},
    "alan": {"double_answer": WRONG},
    "grace": {"double_answer": HALF, "fetch_both_answer": FETCH_BOTH},
    "niklaus": {"double_answer": "x ="},
}


@pytest.fixture
def graded(class_):
    """Return a class that has been graded."""
    for student, answers in STUDENTS.items():
        class_.hand_in(student, **answers)
    class_.grade()
    return class_


@pytest.fixture
def grader():
    return lambda *arguments: CliRunner().invoke(app, [str(each) for each in arguments])


def table_in(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_points_are_those_of_the_checks(graded):
    assert graded.points() == {"ada": 6, "alan": 0, "grace": 5, "niklaus": 0}
    assert graded.scores()["grace"] == {
        "double_check": 2, "double_hidden": 0, "fetch_both_check": 2, "fetch_both_hidden": 1,
    }  # fmt: skip


def test_an_untouched_answer_is_noted_as_no_response(graded):
    with graded.pipeline.gradebook() as book:
        comment = book.find_comment("fetch_both_answer", "tiny", "01_tiny", "alan")
        assert comment.auto_comment == "No response."


def test_grading_again_changes_nothing(graded):
    before = graded.scores()
    graded.grade()
    assert graded.scores() == before


def test_one_student_can_be_graded_alone(graded):
    graded.hand_in("alan", double_answer=DOUBLE)
    graded.hand_in("ada", double_answer=WRONG)
    assert set(graded.grade(student="alan")) == {"alan"}
    assert graded.points() == {"ada": 6, "alan": 3, "grace": 5, "niklaus": 0}


def test_one_exercise_can_be_graded_alone(graded):
    graded.hand_in("ada", double_answer=WRONG, fetch_both_answer="pass")
    found = graded.grade(only="double")["ada"]
    assert [(v.exercise, v.points) for v in found.verdicts] == [("double", 0), ("fetch_both", 3)]
    assert graded.points()["ada"] == 3


def test_a_score_given_by_hand_stays(graded):
    with graded.pipeline.gradebook() as book:
        grade = book.find_grade("double_hidden", "tiny", "01_tiny", "grace")
        grade.manual_score = 0.5
        book.db.commit()
    graded.grade()
    assert graded.points()["grace"] == 5.5
    with graded.pipeline.gradebook() as book:
        assert book.find_grade("double_hidden", "tiny", "01_tiny", "grace").needs_manual_grade


def test_a_late_submission_gets_the_plugins_penalty(class_):
    class_.pipeline.config.LateSubmissionPlugin.penalty_method = "zero"
    for student, day in (("early", "01"), ("late", "03")):
        folder = class_.hand_in(student)
        (folder / "timestamp.txt").write_text(f"2030-01-{day} 12:00:00 UTC")
    with class_.pipeline.gradebook() as book:
        book.update_or_create_assignment("01_tiny", duedate="2030-01-02 00:00:00 UTC")
    class_.grade()
    class_.pipeline.export()
    table = table_in(class_.pipeline.grades)
    assert {row["student_id"]: float(row["score"]) for row in table} == {"early": 6, "late": 0}


def test_a_late_submission_keeps_its_penalty_when_graded_again(class_):
    class_.pipeline.config.LateSubmissionPlugin.penalty_method = "zero"
    with class_.pipeline.gradebook() as book:
        book.update_or_create_assignment("01_tiny", duedate="2030-01-02 00:00:00 UTC")
    for answers in ({}, RIGHT):
        folder = class_.hand_in("late", class_.notebook(**answers))
        (folder / "timestamp.txt").write_text("2030-01-03 12:00:00 UTC")
        class_.grade()
    class_.pipeline.export()
    (row,) = table_in(class_.pipeline.grades)
    assert (float(row["raw_score"]), float(row["score"])) == (6, 0)


def test_an_unreadable_timestamp_costs_nothing(class_):
    (class_.hand_in("ada") / "timestamp.txt").write_text("yesterday, I think")
    class_.grade()
    assert class_.points() == {"ada": 6}


def test_names_with_commas_quotes_and_other_letters_survive_export(class_):
    names = ['Lovelace, "Ada"', "李雷", "O'Brien; Ñandú", "=1+1"]
    for name in names:
        class_.hand_in(name)
    class_.grade()
    with class_.pipeline.gradebook() as book:
        book.update_or_create_student(names[0], last_name='Love,"lace', first_name="Ädä\n")
    class_.pipeline.export()
    with class_.pipeline.grades.open(encoding="utf-8", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert set(rows) == {*names[:3], "'=1+1"}  # a spreadsheet must not compute it
    assert rows[names[0]]["last_name"] == 'Love,"lace'
    assert {float(row["score"]) for row in rows.values()} == {6.0}


def test_a_link_to_a_neighbours_notebook_is_not_read(graded):
    folder = graded.submitted / "eve" / "01_tiny"
    folder.mkdir(parents=True)
    (folder / "tiny.ipynb").symlink_to(graded.submitted / "ada" / "01_tiny" / "tiny.ipynb")
    assert "link" in graded.grade(student="eve")["eve"].problem
    assert graded.points()["eve"] == 0


def test_a_missing_notebook_is_reported(class_):
    folder = class_.hand_in("ada")
    (folder / "tiny.ipynb").rename(folder / "tiny (1).ipynb")
    assert class_.grade()["ada"].problem == "There is no tiny.ipynb, but tiny (1).ipynb."
    assert class_.points() == {"ada": 0}


def test_a_class_without_submissions_is_reported(class_):
    with pytest.raises(NothingToGrade, match="There is no submission for 01_tiny"):
        class_.grade()


def test_unknown_assignments_and_exercises_are_named(class_):
    with pytest.raises(NothingToGrade, match="There are: 01_tiny"):
        find_assignment(class_.course, "02_tiny")
    with pytest.raises(NothingToGrade, match="It has: double, fetch_both"):
        find_assignment(class_.course, "01_tiny", "triple")


def test_a_torn_line_of_the_journal_is_judged_again(graded):
    path = graded.pipeline.home / "journal" / "01_tiny.jsonl"
    path.write_bytes(path.read_bytes()[:-20])
    journal = Journal(path, graded.assignment.digest)
    assert len(journal.read()) == 3
    graded.grade(resume=True)
    assert len(journal.read()) == 4


def test_resuming_judges_only_what_is_new(graded):
    path = graded.pipeline.home / "journal" / "01_tiny.jsonl"
    before = path.read_text().splitlines()
    graded.hand_in("alan", **RIGHT)
    graded.grade(resume=True)
    after = path.read_text().splitlines()
    assert [json.loads(line)["student"] for line in after[len(before) :]] == ["alan"]
    assert graded.points()["alan"] == 6


def test_resuming_judges_again_where_the_machine_had_failed(class_, monkeypatch):
    class_.hand_in("ada", **RIGHT)
    with monkeypatch.context() as no_room:
        no_room.setattr(
            "grader.classroom.workers.assess", raises(OSError("No space left on device"))
        )
        assert class_.grade()["ada"].problem
    assert class_.points() == {"ada": 0}
    assert not class_.grade(resume=True)["ada"].problem
    assert class_.points() == {"ada": 6}


def raises(error):
    def fail(*_):
        raise error

    return fail


def test_regrading_a_corrected_check_prints_the_changed_scores(graded, grader):
    path = graded.course.chapters[0].path
    corrected = path.read_text(encoding="utf-8").replace("returns(-42)", "returns(42)")
    path.write_text(corrected, encoding="utf-8")
    shown = grader("regrade", "01_tiny", "--only", "double").stdout
    assert "ada: 6 → 5" in shown
    assert "grace: 5 → 6" in shown
    assert "2 of 4 scores changed." in shown


def test_grade_prints_a_table_and_the_paths(class_, grader):
    class_.hand_in("ada", double_answer=WRONG, fetch_both_answer=FETCH_BOTH)
    ran = grader("grade", "01_tiny", "--jobs", "1")
    assert ran.exit_code == 0
    assert "ada" in ran.stdout
    assert "returns another value" in " ".join(ran.stdout.split())
    assert "report" in ran.stdout
    assert (class_.pipeline.home / "report" / "01_tiny.csv").is_file()


def test_an_unknown_assignment_is_answered_with_the_known_ones(class_, grader):
    ran = grader("grade", "02_tiny")
    assert ran.exit_code == 2
    assert "There are: 01_tiny" in ran.stderr


def test_the_report_counts_and_names_reasons(graded, grader):
    grader("grade", "01_tiny", "--resume")
    page = (graded.pipeline.home / "report" / "01_tiny.html").read_text(encoding="utf-8")
    assert "4 submissions" in page
    assert "returns another value" in page
    rows = table_in(graded.pipeline.home / "report" / "01_tiny.csv")
    assert len(rows) == 4 * 4
    assert sum(float(row["points"]) for row in rows) == 11


KILLS = 10


@pytest.mark.real_clock
def test_a_grader_that_is_killed_and_resumed_many_times_writes_the_same_gradebook(class_):
    kinds = [{}, RIGHT, {"double_answer": HALF}]
    for number in range(KILLS + 2):
        class_.hand_in(f"student {number:02}", **kinds[number % 3])
    class_.grade()
    undisturbed = class_.scores()
    clear(class_)
    for lines in range(1, KILLS + 1):
        kill_while_grading(class_, lines, lag=random.Random(lines).randrange(2000))
    assert len(class_.scores()) >= KILLS - 1
    class_.grade(resume=True)
    assert class_.scores() == undisturbed


def clear(class_):
    """Remove what grading has written."""
    for path in (class_.pipeline.home / "journal").iterdir():
        path.unlink()
    with class_.pipeline.gradebook() as book:
        for student in class_.scores():
            book.remove_student(student)


def kill_while_grading(class_, lines, lag):
    """Resume grading, and kill it with its workers soon after the journal has so many lines."""
    command = [sys.executable, "-m", "grader", "grade", "01_tiny", "--jobs", "1", "--resume"]
    journal = class_.pipeline.home / "journal" / "01_tiny.jsonl"
    running = subprocess.Popen(
        command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while running.poll() is None and lag:
        lag -= journal.exists() and journal.read_bytes().count(b"\n") >= lines
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
