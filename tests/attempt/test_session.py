"""A session is passed: where a submission's attempts run, and how long they may wait for nothing."""

import math
import os
import time
from pathlib import Path

import pytest

from grader import simulate
from grader.attempt import Limits, Session, Subject, sandbox, start
from grader.attempt.session import FEWEST, OURS

pytestmark = pytest.mark.real_clock

CALL = "grader.attempt.child.recorded:call"
SHORT = Limits(wall=0.5)
CELL = """
import os, time

def waits():
    time.sleep(1000)

def where():
    return os.getpid(), os.getcwd()
"""
sandboxed = pytest.mark.skipif(not sandbox.works(), reason="no working bubblewrap here")


def ending(function, *args):
    """How a call on the real clock ends."""
    *_, last = start(CALL, (function, args, {}), limits=SHORT, world="real").messages()
    return last


def test_what_was_wasted_is_taken_off():
    session = Session(patience=90)
    assert session.allowed(Limits(wall=60)).wall == 60
    session.wasted(60)
    assert session.allowed(Limits(wall=60)).wall == 30
    session.wasted(60)
    assert session.allowed(Limits(wall=60)).wall == FEWEST


def test_a_session_that_was_told_of_no_patience_loses_none():
    session = Session()
    session.wasted(1000)
    assert session.allowed(Limits(wall=60)).wall == 60


def test_an_attempt_on_a_submission_that_never_ends_is_wasted():
    session = Session(patience=90)
    subject = Subject(cells=[("cell 1", CELL)], session=session)
    assert ending(subject.handle("waits")).limit == "wall"
    assert session.allowed(Limits(wall=100)).wall == 89.5


def test_a_call_without_a_submission_wastes_nobodys_patience():
    assert ending(time.sleep, 1000).limit == "wall"
    assert math.inf == OURS.patience


@pytest.mark.parametrize("given", ["as the function", "as an argument", "in a list"])
def test_a_call_runs_in_the_session_of_the_handle_in_it(given):
    subject = Subject(cells=[("cell 1", CELL)], session=Session(patience=1))
    handle = subject.handle("waits")
    calls = {
        "as the function": (handle, ()),
        "as an argument": (repr, (handle,)),
        "in a list": (repr, ([handle],)),
    }
    with start(CALL, (*calls[given], {}), world="real") as attempt:
        assert attempt.session is subject.session


def test_any_other_call_runs_in_the_judges_own_session():
    with start(CALL, (abs, (1,), {}), world="real") as attempt:
        assert attempt.session is OURS


@sandboxed
def test_only_what_a_submission_defines_runs_in_its_sandbox():
    with sandbox.enclosed() as session:
        where = Subject(cells=[("cell 1", CELL)], session=session).handle("where")
        assert simulate(where).result[1] == "/attempt/work"
        assert simulate(os.getcwd).result == str(Path.cwd())


@sandboxed
def test_two_sandboxes_side_by_side_are_two():
    with sandbox.enclosed() as one, sandbox.enclosed() as other:
        assert one.fork_servers is not other.fork_servers
        for session in (one, other):
            where = Subject(cells=[("cell 1", CELL)], session=session).handle("where")
            assert simulate(where).result == (2, "/attempt/work")
