"""A gradebook or a disk that fails is told of in a sentence; nothing is lost, and --resume goes on."""

import resource
import sqlite3
import threading
from contextlib import contextmanager

import pytest
from classroom.conftest import RIGHT
from typer.testing import CliRunner

from grader.__main__ import app
from grader.classroom import pipeline
from grader.cli import trouble

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
    """Another program writes in it, and does not come to an end; yields how to end it."""
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute(f"BEGIN {way}")
    yield other.rollback
    other.close()


@contextmanager
def spoiled(file):
    """A database no more."""
    whole = file.read_bytes()
    file.write_bytes(whole[:100] + bytes(len(whole) - 100))
    yield
    file.write_bytes(whole)


@contextmanager
def no_file(file):
    """A folder in its place."""
    moved = file.rename(file.with_name("moved.db"))
    file.mkdir()
    yield
    file.rmdir()
    moved.rename(file)


@contextmanager
def no_journal(file):
    """A folder where the journal is to be."""
    folder = file.parent / "journal" / "01_tiny.jsonl"
    folder.mkdir(parents=True)
    yield
    folder.rmdir()


@contextmanager
def no_room(file):
    """No byte more into any file than half of the gradebook has: as a full disk, it fails writers."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size // 2, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


TROUBLE = {
    locked: "database is locked",
    spoiled: "malformed",
    no_file: "unable to open database file",
    no_room: "disk",
    no_journal: "Is a directory",
}


@pytest.mark.parametrize("kind", TROUBLE)
def test_trouble_is_told_of_and_what_was_judged_is_not_lost(class_, file, kind, monkeypatch):
    monkeypatch.setattr(pipeline, "DATABASE_TIMEOUT", 0)
    with kind(file):
        ran = grade()
    shown = " ".join(ran.stderr.split())
    assert ran.exit_code == 2
    assert TROUBLE[kind] in shown
    assert "Traceback" not in shown
    assert "--resume goes on" in shown
    assert grade("--resume").exit_code == 0
    assert class_.points() == dict.fromkeys(STUDENTS, 6)


def test_whoever_writes_for_a_while_is_waited_for(class_, file):
    with locked(file) as end:
        leaving = threading.Timer(0.5, end)
        leaving.start()
        ran = grade()
    leaving.join()
    assert ran.exit_code == 0
    assert class_.points() == dict.fromkeys(STUDENTS, 6)


def test_whoever_stops_it_is_told_how_to_go_on(class_, file, monkeypatch):
    monkeypatch.setattr("grader.classroom.grade.Writer.write", interrupted)
    ran = grade()
    assert ran.exit_code == 130
    assert trouble.STOPPED in " ".join(ran.stderr.split())
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
