"""``simulate`` runs the learner's code once, in virtual time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from grader import failure
from grader.attempt import Limits, start
from grader.attempt.messages import Stuck
from grader.attempt.pickling import Call
from grader.choices import Granularity, one_of
from grader.run import Run
from grader.run.facts import Evidence, last_said
from grader.run.places import drivers
from grader.verbs.schedule import parse

TASKS = "grader.attempt.child.simulated"
PATIENT = Limits(wall=60, cpu=20)  # seconds; only computing takes real time, waiting does not
COUNTING = {"granularity": "count", "patience": 3.0}


def simulate(
    fn: Callable[..., Any],
    /,
    *args: Any,
    schedule: str | list[int] = "",
    granularity: Granularity = "visible",
    **kwargs: Any,
) -> Run:
    """Run ``fn(*args, **kwargs)`` in virtual time, in a process of its own, and return the `Run`.

    ``fn`` is a function, a coroutine function (which gets an event loop), or a generator or async generator
    function (whose items are all taken).  ``schedule`` is a token that ``explore`` has printed; pass the
    ``granularity`` of that exploration, too.  Without a token the default schedule is used: a thread runs until
    that thread waits, then the others follow, first in, first out.

    Raise `NotWritten` if the function is still a stub, and ValueError for a schedule that is no token or an
    unknown granularity.

    Example:
        >>> run = simulate(download, fetch, "abc")
        >>> run.result
        ['A', 'B', 'C']
        >>> run.elapsed  # virtual seconds, exact
        3.0
    """
    one_of("granularity", granularity, Granularity)
    call, words = (fn, args, kwargs), failure.call("simulate", fn, args, kwargs)
    options = {"schedule": parse(schedule), "granularity": granularity}
    evidence = ask(call, options)
    if evidence.impatient:  # counting lines tells a spin from a long computation
        evidence = count(call, options, evidence.stuck)
    return Run(replace(evidence, drivers=drivers(fn, args, kwargs)), words).attempted()


def ask(call: Call, options: dict[str, Any], before: Stuck | None = None) -> Evidence:
    """Return the evidence of one simulated run; ``before`` is what an earlier run with less patience reported."""
    return last_said(list(start(f"{TASKS}:simulate", call, options, PATIENT).messages()), before)


def count(call: Call, options: dict[str, Any], stuck: Stuck | None) -> Evidence:
    """Return the evidence of a second run of a call that was given up, with lines counted and more patience."""
    return ask(call, {**options, **COUNTING}, stuck)
