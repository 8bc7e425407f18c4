"""Running a function in a child, for tests that look at what comes back."""

from dataclasses import dataclass, replace

import pytest

from grader.attempt import Limits, start
from grader.attempt.messages import Broken, Returned, value_of

AMPLE = Limits(wall=60, cpu=60)  # a test that does not ask for less must not end by the clock


@dataclass
class Heard:
    """What a child said, and how it ended."""

    messages: list
    ending: dict

    @property
    def end(self):
        return self.ending.end

    @property
    def value(self):
        (message,) = self.messages
        returned = isinstance(message, Returned) or message.outcome == "returned"
        assert returned, value_of(message.error)
        return value_of(message.value)

    @property
    def error(self):
        (message,) = self.messages
        assert isinstance(message, Broken) or message.outcome == "raised", message
        return value_of(message.error)


def run(
    function, *args, world="real", task="grader.attempt.child.recorded:call", options=None, **limits
):
    """Call the function in a child; what it said."""
    attempt = start(task, (function, args, {}), options, replace(AMPLE, **limits), world)
    *messages, ending = attempt.messages()
    return Heard(messages, ending)


@pytest.fixture(name="run")
def run_fixture():
    return run


@pytest.fixture(params=["fork", "new process"])
def run_either_way(request, monkeypatch):
    """`run`, once in a fork of the fork server, once as where there is no fork."""
    if request.param == "new process":
        monkeypatch.setenv("GRADER_NO_FORK", "1")
    return run
