"""A submission that waits for nothing does not hold up the class."""

import time

from grader.attempt import start
from grader.attempt.limits import FEWEST, Limits, allowed, patience, wasted


def test_what_was_wasted_is_taken_off():
    with patience(90):
        assert allowed(Limits(wall=60)).wall == 60
        wasted(60)
        assert allowed(Limits(wall=60)).wall == 30
        wasted(60)
        assert allowed(Limits(wall=60)).wall == FEWEST


def test_nobody_is_impatient_outside():
    wasted(1000)
    assert allowed(Limits(wall=60)).wall == 60


def test_an_attempt_that_never_ends_is_wasted():
    with patience(90):
        task = "grader.attempt.child.recorded:call"
        *_, ending = start(
            task, (time.sleep, (1000,), {}), limits=Limits(wall=0.5), world="real"
        ).messages()
        assert ending["limit"] == "wall"
        assert allowed(Limits(wall=100)).wall == 89.5
