"""A gradebook or a disk that fails is reported in a sentence; nothing is lost, and --resume goes on."""

import resource
import sqlite3
import threading
from contextlib import contextmanager
from functools import partial

import pytest
from classroom.conftest import RIGHT
from typer.testing import CliRunner

from grader.__main__ import app
from grader.classroom.pipeline import Pipeline
from grader.cli.classroom import INTERRUPTED

pytestmark = pytest.mark.real_clock

STUDENTS = ("ada", "alan", "grace")


@pytest.fixture
def file(class_):
    """The gradebook of a class that has handed in."""
    for student in STUDENTS:
        class_.hand_in(student, **RIGHT)
    return class_.pipeline.home / "gradebook.db"


def grade(*options):
    return CliRunner().invoke(app, ["grade", "01_tiny", "--jobs", "1", *options])


@contextmanager
def locked(file, way="IMMEDIATE"):
    """Let another program write to the file without end; yield what ends it."""
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute(f"BEGIN {way}")
    yield other.rollback
    other.close()


@contextmanager
def spoiled(file):
    """Overwrite the file, so that it is no database."""
    whole = file.read_bytes()
    file.write_bytes(whole[:100] + bytes(len(whole) - 100))
    yield
    file.write_bytes(whole)


@contextmanager
def no_file(file):
    """Put a folder in the place of the file."""
    moved = file.rename(file.with_name("moved.db"))
    file.mkdir()
    yield
    file.rmdir()
    moved.rename(file)


@contextmanager
def no_journal(file):
    """Put a folder in the place of the journal."""
    folder = file.parent / "journal" / "01_tiny.jsonl"
    folder.mkdir(parents=True)
    yield
    folder.rmdir()


@contextmanager
def no_room(file):
    """Let no file grow beyond half the size of the gradebook: writing fails as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size // 2, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


ERRORS = {
    locked: "database is locked",
    spoiled: "malformed",
    no_file: "unable to open database file",
    no_room: "disk",
    no_journal: "Is a directory",
}


@pytest.mark.parametrize("kind", ERRORS)
def test_an_error_is_reported_and_what_was_judged_is_not_lost(class_, file, kind, monkeypatch):
    impatient = partial(Pipeline, database_timeout=0)
    monkeypatch.setattr("grader.cli.classroom.Pipeline", impatient)
    with kind(file):
        ran = grade()
    shown = " ".join(ran.stderr.split())
    assert ran.exit_code == 2
    assert ERRORS[kind] in shown
    assert "Traceback" not in shown
    assert "--resume goes on" in shown
    assert grade("--resume").exit_code == 0
    assert class_.points() == dict.fromkeys(STUDENTS, 6)


def test_grading_waits_for_another_program_that_writes_for_a_while(class_, file):
    with locked(file) as end:
        leaving = threading.Timer(0.5, end)
        leaving.start()
        ran = grade()
    leaving.join()
    assert ran.exit_code == 0
    assert class_.points() == dict.fromkeys(STUDENTS, 6)


def test_an_interrupted_grading_says_how_to_go_on(class_, file, monkeypatch):
    monkeypatch.setattr("grader.classroom.grade.GradebookWriter.write", interrupted)
    ran = grade()
    assert ran.exit_code == 130
    assert INTERRUPTED in " ".join(ran.stderr.split())
    monkeypatch.undo()
    monkeypatch.chdir(class_.course.root)
    assert grade("--resume").exit_code == 0
    assert class_.points() == dict.fromkeys(STUDENTS, 6)


def interrupted(*_):
    raise KeyboardInterrupt


def test_a_password_is_not_printed(class_, file):
    pytest.importorskip("psycopg2", reason="pip install 'grader[postgres]'")
    ran = grade("--db", "postgresql://teacher:secret@127.0.0.1:1/grades")
    assert ran.exit_code == 2
    assert "teacher" in ran.stderr
    assert "secret" not in ran.stderr
