"""The runs that did not return: what each is called, why, and where to look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.attempt.plain import Raised
from grader.failure import card
from grader.places import quoted, words

if TYPE_CHECKING:
    from grader.run import Run


def abnormal(run: Run) -> str:
    """The card of a run that raised, hung, crashed or was ended."""
    describe = DESCRIPTIONS.get(run.outcome, _unknown)
    title, why, where = describe(run)
    note = " ".join(part for part in (why, run.schedule_note) if part)
    return card(
        run.call, title, None, None, run.trace, note, where, None,
        expected_trace=run.expected_trace,
    )  # fmt: skip


def _raised(run: Run) -> tuple[str, str | None, str | None]:
    error = run.error
    if isinstance(error, Raised):
        return f"raised {error}", None, quoted(place_of(error))
    return "raised an error", None, None


def place_of(error: Raised) -> tuple | None:
    """The innermost of the learner's lines that the error went through."""
    mine = [frame for frame in error.frames if frame.learner] or list(error.frames)
    return (mine[-1].filename, mine[-1].line, mine[-1].function) if mine else None


def _deadlock(run: Run) -> tuple[str, str | None, str | None]:
    names = {row[0]: row[1] for row in run.message["lanes"]}
    rows = [row for row in run.message["waits"] if row["where"] or row["holder"] is not None]
    rows = rows or run.message["waits"]
    sentences = [_waiting(row, names) for row in rows[:3]]
    where = next((quoted(row["where"]) for row in rows if row["where"]), None)
    title = f"deadlock at {run.elapsed:g} s: nothing can run any more"
    return title, " ".join(sentences), where


def _waiting(row: dict[str, Any], names: dict[int, str]) -> str:
    who, place = names[row["lane"]], words(row["where"])
    text = f"{who} waits for {row['why'] or 'something'}" + (f" ({place})" if place else "")
    if row["holder"] is None:
        return text + "."
    holder = "itself" if row["holder"] == row["lane"] else names.get(row["holder"], "a thread")
    since = words(row["since"])
    return f"{text}, held by {holder}" + (f" since {since}." if since else ".")


def _live_lock(run: Run) -> tuple[str, str | None, str | None]:
    busy = [finding for finding in run.findings if finding["kind"] == "busy wait"]
    why = f"It {busy[0]['text']}." if busy else "It goes round and round."
    where = quoted(busy[0]["where"]) if busy else None
    return f"live-lock at {run.elapsed:g} s: it runs, but gets nowhere", why, where


def _uncontrolled(run: Run) -> tuple[str, str | None, str | None]:
    finding = run.findings[-1]
    return "calls what cannot be simulated", finding["text"] + ".", quoted(finding["where"])


def _stuck(run: Run) -> tuple[str, str | None, str | None]:
    why = "It computes on and on without ever waiting: an endless loop?"
    return "does not come to an end", why, quoted(run.message.get("place"))


def _timed_out(run: Run) -> tuple[str, str | None, str | None]:
    end, place = run.message["ending"], run.message.get("place")
    seconds = end.get("seconds")
    title = "did not end" + (f" within {seconds:g} s of real time" if seconds else " in time")
    why = "It computes on and on without waiting: an endless loop?"
    return title, why, quoted(place) or end.get("stack")


def _crashed(run: Run) -> tuple[str, str | None, str | None]:
    end = run.message["ending"]
    how = end.get("signal") or f"exit code {end.get('exit')}"
    return f"the process ended itself ({how})", end.get("why"), end.get("stack")


def _unknown(run: Run) -> tuple[str, str | None, str | None]:
    return f"ended as: {run.outcome}", None, None


DESCRIPTIONS = {
    "raised": _raised,
    "deadlock": _deadlock,
    "live-lock": _live_lock,
    "uncontrolled": _uncontrolled,
    "stuck": _stuck,
    "timed out": _timed_out,
    "crashed": _crashed,
    "killed": _crashed,
    "out of memory": _crashed,
}
