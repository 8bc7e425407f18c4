"""Do the books of a run balance?

A child keeps the timeline of its run itself, in the process that runs the learner's code.  What it
tells is held against what the judge knows: time never goes back, a fake call takes no less than
the judge has planned for it, and the run lasts until its return.  Whoever sets the clock back,
replaces ``time.sleep`` or shortens the plan has been found out.  Plausibility that somebody has forged
with care, event by event, are not told from true ones.
"""

from collections.abc import Iterable

TOLERANCE = 1_000_000  # nanoseconds: a loop's timer may be early by its clock's resolution
FULL = 20_000  # events, of which a message holds no more


def complaint(message: dict, fakes: Iterable, *, virtual: bool) -> str | None:
    """What is wrong with the timeline that a child tells; None when it may be true."""
    events = message.get("events") or []
    try:
        return (
            (virtual and _backwards(events))
            or _hurried(events, list(fakes))
            or (virtual and _other_end(message, events))
            or None
        )
    except (TypeError, ValueError, IndexError, KeyError):
        return "it is no timeline"


def _backwards(events: list) -> str | None:
    before = 0
    for at, *_ in events:
        if at < before:
            return f"after {before / 1e9:g} s comes {at / 1e9:g} s: was the clock set back?"
        before = at
    return None


def _hurried(events: list, fakes: list) -> str | None:
    """A call that took less than it takes."""
    if not fakes:
        return None
    begun: dict[tuple, int] = {}
    for at, lane, kind, what, _ in events:
        if kind == "call":
            begun[lane, what] = at
        elif kind == "called" and what[1] == "ok":
            took = at - begun.get((lane, what[0]), at)
            least = _least(what[0], fakes)
            if took + TOLERANCE < least * 1e9:
                return f"{what[0]} took {took / 1e9:g} s, but takes {least:g} s: was it replaced?"
    return None


def _least(label: str, fakes: list) -> float:
    """The fewest seconds that a call of this label takes, whichever fake it was."""
    return min((each.least(label) for each in fakes if each.may_be(label)), default=0)


def _other_end(message: dict, events: list) -> str | None:
    returns = [at for at, _, kind, *_ in events if kind == "return"]
    elapsed = message.get("elapsed", 0)
    if returns and returns[-1] != elapsed:
        return f"it returned after {returns[-1] / 1e9:g} s, but claims {elapsed / 1e9:g} s"
    if message.get("outcome") == "returned" and not returns and len(events) < FULL:
        return "it returned, but not in its timeline"
    return None
