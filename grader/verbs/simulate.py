"""``simulate``: one run of the learner's code, in virtual time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from grader import failure
from grader.attempt import Limits, start
from grader.run import Run
from grader.run.places import drivers
from grader.verbs.schedule import parse

TASKS = "grader.attempt.child.simulated"
PATIENT = Limits(wall=60, cpu=20)  # waiting costs nothing here: only computing takes real time
COUNTING = {"granularity": "count", "patience": 3.0}


def simulate(
    fn: Callable,
    /,
    *args: Any,
    schedule: str | list[int] = "",
    granularity: str = "visible",
    **kwargs: Any,
) -> Run:
    """Run ``fn(*args, **kwargs)`` in virtual time, in a process of its own, and return the `Run`.

    ``fn`` is a function, a coroutine function (which gets an event loop), or a generator or async generator
    function (whose items are all taken).  ``schedule`` is a token that ``explore`` has printed; the same
    ``granularity`` belongs to the token.  Without a token the default schedule is used: a thread runs until
    that thread waits, then the others follow, first in, first out.

    Raise `NotWritten` if the function is still a stub.

    Example:
        >>> run = simulate(download, fetch, "abc")
        >>> run.result
        ['A', 'B', 'C']
        >>> run.elapsed  # virtual seconds, exact
        3.0
    """
    call, words = (fn, args, kwargs), failure.call("simulate", fn, args, kwargs)
    options = {"schedule": parse(schedule), "granularity": granularity}
    message = ask("simulate", call, options)
    if message["outcome"] == "stuck" and not message["alone"]:  # does it spin, or compute?
        message = ask("simulate", call, {**options, **COUNTING}, message)
    return Run({**message, "drivers": drivers(fn, args, kwargs)}, words).attempted()


def ask(task: str, call: tuple, options: dict, before: dict | None = None) -> dict[str, Any]:
    """The one message of a task that sends one; the ending's where it could not."""
    return last_said(list(conversation(task, call, options)), before)


def last_said(messages: list[dict], before: dict | None = None) -> dict[str, Any]:
    """Return what a child said last of its run, with how the child ended."""
    said = [message for message in messages[:-1] if "outcome" in message]
    guard = {key: value for each in messages if (value := each.get(key := "unsteady"))}
    return complete(said[-1] if said else None, messages[-1], before) | guard


def conversation(task: str, call: tuple, options: dict) -> Iterator[dict[str, Any]]:
    """All messages of a task in the simulated world; the last tells how the child ended."""
    yield from start(f"{TASKS}:{task}", call, options, PATIENT).messages()


def complete(said: dict | None, ending: dict, before: dict | None = None) -> dict[str, Any]:
    """What a child said, if it came to a proper end; otherwise how it ended."""
    if said is not None and (ending["end"] == "done" or said["outcome"] == "stuck"):
        return {**said, "ending": ending}
    place = (before or {}).get("place")
    blank: dict[str, list] = {
        "events": [],
        "lanes": [],
        "output": [],
        "waits": [],
        "alive": [],
        "findings": [],
    }
    elapsed = (before or {}).get("elapsed", 0)
    return {**blank, "outcome": ending["end"], "elapsed": elapsed, "ending": ending, "place": place}
