"""The tasks of a child in the simulated world: `simulate` runs once, `explore` many times, `replay` on request.

Each run is sent to the judge as plain data.  Nothing here knows what a check expects of the run.

After Shuttle's check of uncontrolled non-determinism, `simulate` and `explore` run the default schedule
twice and compare event by event: everything that is judged exactly relies on equal runs.

A child in which a run has changed nothing may do the next attempt, too.  What belongs to the submission
is made anew for each run in any case; `process_state` tells the rest that programs change on purpose.  It
tells only a little, because a look at an object copies the page of memory that the object is on, which
a fork has shared with the fork server until then.
"""

import asyncio
import gc
import logging
import marshal
import os
import socket
import sys
import time
import warnings
from collections.abc import Callable
from functools import cache
from itertools import zip_longest
from time import process_time
from typing import Any

from grader.attempt.child import submission
from grader.attempt.child.report import message
from grader.attempt.child.submission import Call
from grader.attempt.protocol import Channel
from grader.simulation import granularity, signals, unsupported
from grader.simulation.scheduler import scheduler
from grader.simulation.strategies import Portfolio, Replay
from grader.simulation.thread_cache import thread_cache
from grader.simulation.world import STUCK_AFTER, World
from grader.source_files import is_user

Load = Callable[[], Call]
Options = dict[str, Any]
Report = dict[str, Any]
Schedule = list[int]
Settings = dict[str, Any]  # keyword arguments of `World`

LONGEST = 200  # characters told of an event
COMPARED = ("outcome", "value", "error", "output", "log", "yields")  # besides the events
ENDED = ("returned", "raised")  # by itself, so that the run can be repeated here
QUICK = 0.1  # seconds of processor time of a run that is short enough to be repeated
MOST_PARKED = 200  # threads of ended worlds; with more, the child goes on in a fork without them
FORK, WAIT = getattr(os, "fork", None), getattr(os, "waitpid", None)  # before they are replaced


def simulate(load: Load, channel: Channel, options: Options) -> bool:
    """Run once, under the schedule of ``options["schedule"]``; return True if the run changed nothing here."""
    settings, before = {**_prepare(options, channel), "noting_turns": True}, process_state()
    began = process_time()
    run = message(World(load, Replay(options["schedule"]), True, **settings).play())
    channel.send(run)
    if run["outcome"] not in ENDED or process_time() - began >= QUICK:
        return False
    settings["on_stuck"] = lambda _thread: channel.finish()
    rested = not run["alive"] and _release_run(settings)
    steady = _check_steady(run, load, channel, options["schedule"], {**settings, "tidy": rested})
    return rested and steady and _release_run(settings) and process_state() == before


def explore(load: Load, channel: Channel, options: Options) -> None:
    """Run under many schedules; send each run that comes out differently, then what was covered."""
    settings = {**_prepare(options, channel), "tidy": False}
    portfolio = Portfolio(options["budget"], options.get("schedules"))
    schedules, seen, run = iter(portfolio), set[int](), None
    first = message(World(load, Replay([]), True, **settings).play())
    _check_steady(first, load, channel, [], settings)
    while True:
        try:
            how, strategy = schedules.send(run)
        except StopIteration:
            break
        run = World(load, strategy, True, **settings).play()
        portfolio.learn(run["choices"], scheduler.steps)
        which = {"type": "explored", "how": how, "nth": portfolio.runs}
        _send_new(message(run), which, channel, seen)
        _leave_parked_threads()
    channel.send({"type": "covered", "covered": portfolio.covered, "runs": portfolio.runs})


def replay(load: Load, channel: Channel, options: Options) -> None:
    """Run every schedule that the judge asks for, until the judge closes its end."""
    settings = {**_prepare(options, channel), "tidy": False}
    while request := channel.receive():
        run = World(load, Replay(request["schedule"]), True, **settings).play()
        channel.send(message(run))
        _leave_parked_threads()


def process_state() -> list[object]:
    """Return a part of the process's state, equal to an earlier one as long as nothing of it has changed."""
    return [
        [time.sleep, time.monotonic, time.time],
        [asyncio.run, asyncio.sleep, asyncio.Task],  # nest_asyncio replaces the first and the last
        vars(os.environ)["_data"].copy(),  # undecoded, which is a hundred times as fast
        [sys.getrecursionlimit(), sys.getswitchinterval(), socket.getdefaulttimeout()],
        [logging.root.level, *logging.root.handlers],
        list(warnings.filters),
    ]


def difference(
    first: Report, load: Load, choices: Schedule, settings: Settings
) -> list[str] | None:
    """Return the first pair of events in which a run and its repetition differ, in words; or None."""
    again = message(World(load, Replay(choices), True, **settings).play())
    pairs = zip_longest(first["events"], again["events"])
    differing = next(([one, other] for one, other in pairs if one != other), None)
    if differing is not None:
        return [_words(event) for event in differing]
    return next((_values(key, first, again) for key in COMPARED if first[key] != again[key]), None)


def _words(event: list[Any] | None) -> str:
    """Return what an event tells besides its time, lane and place, as text."""
    return str(event and [*event[2:4], *event[5:]])[:LONGEST]


def _values(key: str, first: Report, again: Report) -> list[str]:
    """Return what two runs tell of one thing, as a pair of texts."""
    return [str([key, repr(run[key])[:60]]) for run in (first, again)]


def _check_steady(
    run: Report, load: Load, channel: Channel, choices: Schedule, settings: Settings
) -> bool:
    """Run the same schedule again; send what differs; return True if nothing does."""
    differing = difference(run, load, choices, settings)
    if differing is not None:
        channel.send({"type": "unsteady", "first": differing[0], "second": differing[1]})
    return differing is None


def _release_run(settings: Settings) -> bool:
    """Release what a run has loaded, so that its finalizers do not run in the next one; return True if they ended.

    This happens in a world of its own, because finalizers may do anything.
    """
    ended = World(lambda: (_forget, (), {}), Replay([]), **settings).play()
    return ended["outcome"] == "returned" and not ended["alive"]


def _forget() -> None:
    submission.end()
    gc.collect()


@cache
def _install() -> None:
    unsupported.install()
    signals.install()


def _prepare(options: Options, channel: Channel) -> Settings:
    """Make the process ready for a task; return the settings of each of its worlds."""
    _install()
    granularity.watch(options.get("granularity"))
    return {
        "stuck_after": options.get("patience", STUCK_AFTER),
        "on_stuck": lambda thread: _report_stuck(thread, channel),
    }


def _send_new(run: Report, which: dict[str, Any], channel: Channel, seen: set[int]) -> None:
    """Send a run, and which one it is, unless an equal run has been sent."""
    choices, *_ = run.pop("choices"), run.pop("arities"), run.pop("offers")
    digest = hash(marshal.dumps(run, 2))
    if digest not in seen:
        seen.add(digest)
        channel.send({**run, "choices": choices, **which})


def _report_stuck(thread: Any, channel: Channel) -> None:
    """Send where a thread computes or spins without end; then end the process."""
    frame = sys._current_frames().get(thread.ident)
    while frame is not None and not is_user(frame.f_code.co_filename):
        frame = frame.f_back
    place = frame and (frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)
    stuck = {"type": "stuck", "place": place, "elapsed": scheduler.now}
    channel.send({**stuck, "alone": scheduler.alone(), "choices": scheduler.choices})
    os._exit(0)


def _leave_parked_threads() -> None:
    """Go on in a fork if there are many threads, since those of ended worlds stay parked for ever."""
    if FORK and WAIT and len(sys._current_frames()) > MOST_PARKED:
        child = FORK()
        if child:
            _, status = WAIT(child, 0)
            os._exit(os.waitstatus_to_exitcode(status) & 255)
        thread_cache.forget()
