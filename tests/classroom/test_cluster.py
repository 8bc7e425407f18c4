"""Judging on a Dask cluster: a real scheduler with two worker processes, one of them killed."""

import os
import signal

import pytest
from classroom.conftest import RIGHT
from typer.testing import CliRunner

from grader.__main__ import app
from grader.classroom.workers import NoCluster

distributed = pytest.importorskip("distributed")

pytestmark = [
    pytest.mark.real_clock,
    pytest.mark.filterwarnings("default"),  # distributed leaves connections to who has gone
]


@pytest.fixture(scope="module")
def cluster():
    """Two worker processes of one thread each."""
    quiet = {"silence_logs": "CRITICAL", "dashboard_address": None}
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, **quiet) as cluster:
        yield cluster


def test_a_killed_worker_costs_no_student_a_verdict(class_, cluster):
    for number in range(12):
        class_.hand_in(
            f"student {number}", **[RIGHT, {"double_answer": "def double(x): return 0"}][number % 2]
        )
    victim = next(iter(cluster.workers.values())).pid
    judged = []

    def seen(assessment):
        judged.append(assessment.student)
        if len(judged) == 2:
            os.kill(victim, signal.SIGKILL)

    class_.grade(scheduler=cluster.scheduler_address, on_assessment=seen)
    assert len(judged) == 12
    assert sorted(class_.points().values()) == [0] * 6 + [6] * 6


class ImpatientClient(distributed.Client):
    """Gives up two seconds after the scheduler has gone; the first connection may take longer."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self._timeout = 2


def test_a_scheduler_that_goes_away_is_reported_and_grading_can_be_resumed(class_, monkeypatch):
    for number in range(6):
        class_.hand_in(f"student {number}", **RIGHT)
    quiet = {"silence_logs": "CRITICAL", "dashboard_address": None}
    cluster = distributed.LocalCluster(n_workers=1, threads_per_worker=1, **quiet)
    monkeypatch.setattr(distributed, "Client", ImpatientClient)
    monkeypatch.setattr("grader.classroom.grade.GradebookWriter.write", lambda *_: cluster.close())
    with pytest.raises(NoCluster, match="--resume"):
        class_.grade(scheduler=cluster.scheduler_address)
    monkeypatch.undo()
    monkeypatch.chdir(class_.course.root)
    class_.grade(resume=True)
    assert class_.points() == {f"student {number}": 6 for number in range(6)}


def test_a_scheduler_that_does_not_answer_is_named(class_):
    class_.hand_in("ada")
    ran = CliRunner().invoke(app, ["grade", "01_tiny", "--scheduler", "tcp://127.0.0.1:1"])
    assert ran.exit_code == 2
    assert "tcp://127.0.0.1:1" in ran.stderr
