"""Does a timeline balance? What a child tells is held against what the judge knows."""

import pytest
from reports import report

from grader import after, async_calls, calls
from grader.attempt.plausibility import complaint

SECOND = 10**9
FETCH = calls("fetch", {("x", 1): 4}, a=3, b=[2, 1], c=after(5, None), bad=ValueError("no"))


def told(*events, elapsed=None, outcome="returned"):
    """A message with these events, (seconds, kind, what), and the return at its end."""
    rows = [[int(at * SECOND), 0, kind, label, None, *how] for at, kind, label, *how in events]
    end = max((row[0] for row in rows), default=0)
    elapsed = end if elapsed is None else elapsed * SECOND
    rows += [[end, 0, "return", "", None]]
    return report(events=rows, elapsed=elapsed, outcome=outcome)


def call(label, start, end):
    return (start, "call", label), (end, "called", label, "ok")


def wrong(message, *fakes, virtual=True):
    return complaint(message, fakes, virtual=virtual)


def test_a_true_timeline_is_believed():
    assert wrong(told(*call("fetch a", 0, 3), *call("fetch b", 3, 5)), FETCH) is None


def test_time_does_not_go_back():
    assert "set back" in wrong(told(*call("fetch a", 0, 3), *call("fetch b", 0, 2)), FETCH)


@pytest.mark.parametrize(
    ("label", "least"), [("fetch a", 3), ("fetch b", 1), ("fetch c", 5), ("fetch x 1", 4)]
)
def test_a_call_takes_no_less_than_planned(label, least):
    assert wrong(told(*call(label, 0, least)), FETCH) is None
    assert f"takes {least:g} s" in wrong(told(*call(label, 0, least / 2)), FETCH)
    assert wrong(told(*call(label, 0, least / 2)), FETCH, virtual=False)


def test_errors_and_what_is_not_planned_may_take_no_time():
    assert wrong(told(*call("fetch bad", 0, 0), *call("other a", 0, 0)), FETCH) is None


def test_of_two_fakes_of_one_name_either_may_have_been_called():
    assert wrong(told(*call("fetch a", 0, 0)), FETCH, async_calls("fetch", every=0)) is None


def test_a_cancelled_call_may_end_early():
    events = (0, "call", "fetch a"), (1, "called", "fetch a", "cancelled")
    assert wrong(told(*events), FETCH) is None


def test_a_run_lasts_until_its_return():
    assert "claims 1 s" in wrong(told(*call("fetch a", 0, 3), elapsed=1), FETCH)


def test_who_returned_says_when():
    message = report(outcome="returned")
    assert "not in its timeline" in wrong(message)
    assert wrong(message, virtual=False) is None
