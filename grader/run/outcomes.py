"""The runs that did not return: what each is called, why, and where to look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.attempt.values import Raised
from grader.failure import card
from grader.run.places import Drivers, driver_among, quoted, words
from grader.run.trace_of import unique_names
from grader.source_files import is_library

if TYPE_CHECKING:
    from grader.run.facts import Facts


def abnormal(run: Facts, promise: str | None = None, hint: str | None = None) -> str:
    """The card of a run that raised, hung, crashed or was ended.

    ``promise`` says what was asked of it, where nothing better tells why it matters.
    """
    describe = DESCRIPTIONS.get(run.outcome, _unknown)
    title, why, where = describe(run)
    note = run.notes(why or promise)
    return card(
        run.call, title, None, None, run.trace, note, where, hint,
        expected_trace=run.expected_trace, replay=run.replay,
    )  # fmt: skip


def _raised(run: Facts) -> tuple[str, str | None, str | None]:
    error = run.error
    if isinstance(error, Raised):
        title, place = f"raised {error}", place_of(error)
        if error.is_a("grader.CellFailed"):  # the answer never came to be
            return error.text, None, quoted(place)
        if _is_the_learners(error):
            return title, None, quoted(place)
        return title, "The check's own code raised it, when it used what yours gave.", words(place)
    return "raised an error", None, None


def place_of(error: Raised) -> tuple | None:
    """The innermost of the learner's lines that the error went through, or else of the check's."""
    check = [frame for frame in error.frames if not is_library(frame.filename)]
    mine = [frame for frame in error.frames if frame.learner] or check or list(error.frames)
    return (mine[-1].filename, mine[-1].line, mine[-1].function) if mine else None


def _is_the_learners(error: Raised) -> bool:
    return not error.frames or any(frame.learner for frame in error.frames)


def _deadlock(run: Facts) -> tuple[str, str | None, str | None]:
    names = unique_names(run.message["lanes"])
    rows = [row for row in run.message["waits"] if row["where"] or row["holder"] is not None]
    rows = _telling_first(run, rows or run.message["waits"])
    asleep = all(row["kind"] == "task" for row in rows)
    died = [f"{each['text']}." for each in run.findings if each["kind"] == "thread died"]
    sentences = [*died[:1], *(waiting(row, names, asleep) for row in rows[:3])]
    where = next((quoted(row["where"]) for row in rows if row["where"]), None)
    title = f"deadlock at {run.elapsed:g} s: nothing can run any more"
    return title, " ".join(sentences), where


def _telling_first(run: Facts, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The learner's waits before the check's, those that others wait for before their waiters."""
    holders = {row["holder"] for row in rows}
    return sorted(
        rows, key=lambda row: (_drives(run, row), row["lane"] not in holders, _dullness(row))
    )


def _drives(run: Facts, row: dict[str, Any]) -> bool:
    """Does it stand in the check's own code, which waits only since the learner's does?"""
    files = {each["where"][0] for each in run.message["waits"] if each["where"]}
    driver = driver_among(files, run.message.get("drivers", Drivers()))
    return bool(row["where"]) and row["where"][0] == driver


def _dullness(row: dict[str, Any]) -> bool:
    """Rows that tell the reason come first."""
    return row["holder"] is None and row["why"] not in NOBODY


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
"""What somebody would have to do to end a wait."""


MISSED = {
    "Event.wait": "the event had been set, and was cleared at",
    "Condition.wait": "it was notified when nobody waited, at",
}
"""What has already been done in vain to end a wait."""


def waiting(row: dict[str, Any], names: dict[int, str], asleep: bool = False) -> str:
    """Who waits for what, where, and what would end it. `asleep`: only tasks wait, no thread."""
    held_up = " Meanwhile its event loop stands still." if row.get("loop") else ""
    return _waiting(row, names, asleep) + held_up


def _waiting(row: dict[str, Any], names: dict[int, str], asleep: bool) -> str:
    what, place = row["why"] or "something", words(row["where"])
    known = "." in what or row["kind"] == "thread"
    text = f"{names[row['lane']]} waits {'for' if known else 'in'} {what}"
    text += f" ({place})" if place else ""
    if row.get("missed"):
        missed = MISSED.get(what, "it was woken before it waited, at")
        return f"{text}: a lost wake-up? {missed[0].upper()}{missed[1:]} {words(row['missed'])}."
    if row.get("queued"):
        return f"{text}, a job that has not begun: no worker of its pool is free."
    if row["holder"] is None:
        would = NOBODY.get(what, "wake it" if asleep else None)
        return f"{text}, and nobody is left to {would}." if would else f"{text}."
    own = row["holder"] == row["lane"]
    holder = names.get(row["holder"], "another thread")
    since = words(row["since"])
    if not since:
        return f"{text}: {holder} would have to end first."
    return f"{text}, which {'it holds itself' if own else holder + ' holds'} since {since}."


def _live_lock(run: Facts) -> tuple[str, str | None, str | None]:
    busy = [finding for finding in run.findings if finding["kind"] == "busy wait"]
    why = f"It {busy[0]['text']}." if busy else "It goes round and round."
    where = (busy[0]["where"] if busy else None) or _last_await(run)
    return f"live-lock at {run.elapsed:g} s: it runs, but gets nowhere", why, quoted(where)


def _last_await(run: Facts) -> tuple | None:
    """Where a coroutine last gave way: when its loop spins, it does so again and again."""
    places = (event[4] for event in reversed(run.message["events"]) if event[2] == "await")
    return next((tuple(place) for place in places if place), None)


def _uncontrolled(run: Facts) -> tuple[str, str | None, str | None]:
    finding = run.findings[-1]
    return "calls what cannot be simulated", finding["text"] + ".", quoted(finding["where"])


def _stuck(run: Facts) -> tuple[str, str | None, str | None]:
    why = "It computes on and on without ever waiting: an endless loop?"
    return "does not come to an end", why, quoted(run.message.get("place"))


def _timed_out(run: Facts) -> tuple[str, str | None, str | None]:
    end = run.message["ending"]
    seconds = run.message.get("seconds") or end.get("seconds")
    waits = end.get("limit") != "cpu"
    title = "did not end" + (f" within {seconds:g} s of real time" if seconds else " in time")
    why = "It waits for what never comes, or computes on and on: an endless loop?"
    only = "It computes on and on without waiting: an endless loop?"
    return title, why if waits else only, _last_seen(run)


def _stopped(run: Facts) -> tuple[str, str | None, str | None]:
    title = f"has come to a standstill: for {run.message['seconds']:g} s nothing in it has run"
    why = "Everybody in it waits for what never comes: an item, an answer, the end of a process."
    return title, why, _last_seen(run)


def _last_seen(run: Facts) -> str | None:
    """Where the learner's code was when its process ended."""
    return quoted(run.message.get("place") or run.message["ending"].get("place"))


def _crashed(run: Facts) -> tuple[str, str | None, str | None]:
    end = run.message["ending"]
    how = end.get("signal") or f"exit code {end.get('exit')}"
    return f"the process ended itself ({how})", end.get("why"), _last_seen(run)


def _killed(run: Facts) -> tuple[str, str | None, str | None]:
    end = run.message["ending"]
    if end.get("limit") == "processes":
        return "starts more and more processes", end.get("why"), _last_seen(run)
    return _crashed(run)


def _forged(run: Facts) -> tuple[str, str | None, str | None]:
    return "tells a timeline that cannot be true", run.message["why"], None


def _unknown(run: Facts) -> tuple[str, str | None, str | None]:
    return f"ended as: {run.outcome}", None, None


DESCRIPTIONS = {
    "raised": _raised,
    "deadlock": _deadlock,
    "live-lock": _live_lock,
    "uncontrolled": _uncontrolled,
    "forged": _forged,
    "stuck": _stuck,
    "stopped": _stopped,
    "timed out": _timed_out,
    "crashed": _crashed,
    "killed": _killed,
    "out of memory": _crashed,
}
