"""Describe the runs that did not return: each gets a title, a reason, and the line at which to look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.attempt.history import Place, Wait
from grader.attempt.messages import Ending, Outcome
from grader.attempt.values import Raised
from grader.failure import card
from grader.run.places import driver_among, quoted, words
from grader.run.trace_of import unique_names
from grader.source_files import is_library

if TYPE_CHECKING:
    from grader.run.facts import Facts


def abnormal(run: Facts, promise: str | None = None, hint: str | None = None) -> str:
    """Return the card of a run that raised, hung, crashed or was ended.

    The card shows ``promise``, the reason of the check, if the outcome itself has no explanation.
    """
    title, why, where = DESCRIPTIONS[run.outcome](run)
    note = run.notes(why or promise)
    return card(
        run.call, title, None, None, run.trace, note, where, hint,
        expected_trace=run.expected_trace, replay=run.replay,
    )  # fmt: skip


def _raised(run: Facts) -> tuple[str, str | None, str | None]:
    error = run.error
    if isinstance(error, Raised):
        title, place = f"raised {error}", place_of(error)
        if error.is_a("grader.CellFailed"):  # the cell that defines the answer raised
            return error.text, None, quoted(place)
        if _is_the_learners(error):
            return title, None, quoted(place)
        return title, "The check's own code raised it, when it used what yours gave.", words(place)
    return "raised an error", None, None


def place_of(error: Raised) -> Place | None:
    """Return the innermost line that the error passed: of the learner's code, or else of the check's."""
    check = [frame for frame in error.frames if not is_library(frame.filename)]
    mine = [frame for frame in error.frames if frame.learner] or check or list(error.frames)
    return Place(mine[-1].filename, mine[-1].line, mine[-1].function) if mine else None


def _is_the_learners(error: Raised) -> bool:
    return not error.frames or any(frame.learner for frame in error.frames)


def _deadlock(run: Facts) -> tuple[str, str | None, str | None]:
    names = unique_names(run.history.lanes)
    telling = [wait for wait in run.history.waits if wait.where or wait.holder is not None]
    waits = _telling_first(run, telling or run.history.waits)
    asleep = all(wait.kind == "task" for wait in waits)
    died = [f"{each.text}." for each in run.findings if each.kind == "thread died"]
    sentences = [*died[:1], *(waiting(wait, names, asleep) for wait in waits[:3])]
    where = next((quoted(wait.where) for wait in waits if wait.where), None)
    title = f"deadlock at {run.elapsed:g} s: nothing can run any more"
    return title, " ".join(sentences), where


def _telling_first(run: Facts, waits: list[Wait]) -> list[Wait]:
    """Return the waits with the learner's before the check's, and the holders' before those of their waiters."""
    holders = {wait.holder for wait in waits}
    return sorted(
        waits, key=lambda wait: (_drives(run, wait), wait.lane not in holders, _dullness(wait))
    )


def _drives(run: Facts, wait: Wait) -> bool:
    """Return True if the wait is in the check's own code, which waits only because the learner's code does."""
    files = {each.where.filename for each in run.history.waits if each.where}
    driver = driver_among(files, run.evidence.drivers)
    return wait.where is not None and wait.where.filename == driver


def _dullness(wait: Wait) -> bool:
    """Return False for a wait that tells the reason, so that such waits are sorted first."""
    return wait.holder is None and wait.why not in NOBODY


NOBODY = {
    "Event.wait": "set it",
    "Condition.wait": "notify it",
    "Semaphore.acquire": "release it",
    "Barrier.wait": "come to it",
    "Queue.put": "make room",
    "Queue.join": "call task_done",
    **dict.fromkeys(("Queue.get", "SimpleQueue.get", "LifoQueue.get", "PriorityQueue.get"), "put"),
    **dict.fromkeys(("Future.result", "Future.exception"), "finish it"),
}
"""This table says what another thread or task would have to do to end a wait of each kind."""


MISSED = {
    "Event.wait": "the event had been set, and was cleared at",
    "Condition.wait": "it was notified when nobody waited, at",
}
"""This table says what has been done in vain, before the wait began, to end a wait of each kind."""


def waiting(wait: Wait, names: dict[int, str], asleep: bool = False) -> str:
    """Return a sentence that tells which lane waits for what, where, and what would end the wait.

    ``asleep`` is True if only tasks wait, and no thread does.
    """
    held_up = " Meanwhile its event loop stands still." if wait.loop else ""
    return _waiting(wait, names, asleep) + held_up


def _waiting(wait: Wait, names: dict[int, str], asleep: bool) -> str:
    what, place = wait.why or "something", words(wait.where)
    known = "." in what or wait.kind == "thread"
    text = f"{names[wait.lane]} waits {'for' if known else 'in'} {what}"
    text += f" ({place})" if place else ""
    if wait.missed:
        missed = MISSED.get(what, "it was woken before it waited, at")
        return f"{text}: a lost wake-up? {missed[0].upper()}{missed[1:]} {words(wait.missed)}."
    if wait.queued:
        return f"{text}, a job that has not begun: no worker of its pool is free."
    if wait.holder is None:
        would = NOBODY.get(what, "wake it" if asleep else None)
        return f"{text}, and nobody is left to {would}." if would else f"{text}."
    own = wait.holder == wait.lane
    holder = names.get(wait.holder, "another thread")
    since = words(wait.since)
    if not since:
        return f"{text}: {holder} would have to end first."
    return f"{text}, which {'it holds itself' if own else holder + ' holds'} since {since}."


def _live_lock(run: Facts) -> tuple[str, str | None, str | None]:
    busy = [finding for finding in run.findings if finding.kind == "busy wait"]
    why = f"It {busy[0].text}." if busy else "It goes round and round."
    where = (busy[0].where if busy else None) or _last_await(run)
    return f"live-lock at {run.elapsed:g} s: it runs, but gets nowhere", why, quoted(where)


def _last_await(run: Facts) -> Place | None:
    """Return the place of the last ``await``, because a spinning coroutine awaits again and again."""
    places = (event.place for event in reversed(run.history.events) if event.kind == "await")
    return next((place for place in places if place), None)


def _uncontrolled(run: Facts) -> tuple[str, str | None, str | None]:
    finding = run.findings[-1]
    return "calls what cannot be simulated", finding.text + ".", quoted(finding.where)


def _stuck(run: Facts) -> tuple[str, str | None, str | None]:
    why = "It computes on and on without ever waiting: an endless loop?"
    return "does not come to an end", why, quoted(run.evidence.place)


def _timed_out(run: Facts) -> tuple[str, str | None, str | None]:
    ending = _ending(run)
    seconds = run.evidence.seconds or ending.seconds
    waits = ending.limit != "cpu"
    title = "did not end" + (f" within {seconds:g} s of real time" if seconds else " in time")
    why = "It waits for what never comes, or computes on and on: an endless loop?"
    only = "It computes on and on without waiting: an endless loop?"
    return title, why if waits else only, _last_seen(run)


def _stopped(run: Facts) -> tuple[str, str | None, str | None]:
    seconds = run.evidence.seconds or 0
    title = f"has come to a standstill: for {seconds:g} s nothing in it has run"
    why = "Everybody in it waits for what never comes: an item, an answer, the end of a process."
    return title, why, _last_seen(run)


def _last_seen(run: Facts) -> str | None:
    """Return the line at which the learner's code was when the process ended."""
    return quoted(run.evidence.place or _ending(run).place)


def _ending(run: Facts) -> Ending:
    """Return how the run's process ended; a proper end for a run that shared its process with others."""
    return run.evidence.ending or Ending(end="done", exit=0)


def _crashed(run: Facts) -> tuple[str, str | None, str | None]:
    ending = _ending(run)
    how = ending.signal or f"exit code {ending.exit}"
    return f"the process ended itself ({how})", ending.why, _last_seen(run)


def _killed(run: Facts) -> tuple[str, str | None, str | None]:
    ending = _ending(run)
    if ending.limit == "processes":
        return "starts more and more processes", ending.why, _last_seen(run)
    return _crashed(run)


def _forged(run: Facts) -> tuple[str, str | None, str | None]:
    return "tells a timeline that cannot be true", run.evidence.why, None


def _returned(_run: Facts) -> tuple[str, str | None, str | None]:
    return "returned", None, None


DESCRIPTIONS = {
    Outcome.RETURNED: _returned,
    Outcome.RAISED: _raised,
    Outcome.DEADLOCK: _deadlock,
    Outcome.LIVE_LOCK: _live_lock,
    Outcome.UNCONTROLLED: _uncontrolled,
    Outcome.FORGED: _forged,
    Outcome.STUCK: _stuck,
    Outcome.STOPPED: _stopped,
    Outcome.TIMED_OUT: _timed_out,
    Outcome.CRASHED: _crashed,
    Outcome.KILLED: _killed,
    Outcome.OUT_OF_MEMORY: _crashed,
}
