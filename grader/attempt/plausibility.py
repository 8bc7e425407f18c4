"""Check that a run's timeline agrees with what the judge knows about it.

A child keeps the timeline of its run in the process that runs the learner's code, which could
therefore change the timeline.  The judge knows that time never goes back, that a fake call takes no
less than was planned for it, and that a run lasts until its return.  So the check finds code that sets
the clock back, replaces ``time.sleep`` or shortens the plan.  The check cannot tell a timeline
that was forged with care, event by event, from a true one.
"""

from collections.abc import Iterable

from grader.attempt.history import Event
from grader.attempt.limits import MOST_EVENTS
from grader.attempt.messages import RunReport, Told
from grader.fakes import Fake

TOLERANCE = 1_000_000  # nanoseconds: a loop's timer may be early by its clock's resolution


def complaint(report: RunReport, fakes: Iterable[Fake], *, virtual: bool) -> str | None:
    """Return what is wrong with the timeline in a child's report; None if the timeline may be true."""
    return (
        (virtual and report.trace and "a simulation has no trace of the real clock")
        or (virtual and _backwards(report.events))
        or _hurried(report.events, list(fakes))
        or (virtual and _other_end(report))
        or None
    )


def _backwards(events: list[Event]) -> str | None:
    """Return the complaint about the first event that is earlier than the one before; None without any."""
    before = 0
    for event in events:
        if event.at < before:
            return f"after {before / 1e9:g} s comes {event.at / 1e9:g} s: was the clock set back?"
        before = event.at
    return None


def _hurried(events: list[Event], fakes: list[Fake]) -> str | None:
    """Return the complaint about the first fake call that took less time than planned; None without any."""
    if not fakes:
        return None
    begun: dict[tuple[int, str], int] = {}
    for event in events:
        if event.kind == "call":
            begun[event.lane, event.label] = event.at
        elif event.kind == "called" and event.how == "ok":
            took = event.at - begun.get((event.lane, event.label), event.at)
            least = _least(event.label, fakes)
            if took + TOLERANCE < least * 1e9:
                taken = f"{event.label} took {took / 1e9:g} s"
                return f"{taken}, but takes {least:g} s: was it replaced?"
    return None


def _least(label: str, fakes: list[Fake]) -> float:
    """Return the fewest seconds that a call with this label takes, whichever fake was called."""
    return min((each.least(label) for each in fakes if each.may_be(label)), default=0)


def _other_end(report: RunReport) -> str | None:
    """Return the complaint about a return at another time than the reported end; None without any."""
    returns = [event.at for event in report.events if event.kind == "return"]
    if returns and returns[-1] != report.elapsed:
        claimed = f"claims {report.elapsed / 1e9:g} s"
        return f"it returned after {returns[-1] / 1e9:g} s, but {claimed}"
    if report.outcome is Told.RETURNED and not returns and len(report.events) < MOST_EVENTS:
        return "it returned, but not in its timeline"
    return None
