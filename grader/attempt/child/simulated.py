"""What a child does in the simulated world: run once, explore, or replay on request.

Messages carry a run as plain data: the report of ``grader.simulation.world`` with every raw
object encoded.  Nothing here knows what is expected of the run.

A run as what JSON can hold.

What a run can leave behind in its process for the next one to stumble over.

The submission's own names are made anew for each run.  What is compared here is the rest that
programs change on purpose.  Only a little of it: whoever looks at an object copies the page of
memory that it is on, which a fork shares with the fork server until then.

Does the same schedule give the same run? The guard of everything that is judged exactly.

After Shuttle's check of uncontrolled non-determinism: run twice, compare event by event.
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
from functools import cache
from itertools import zip_longest
from time import process_time

from grader.attempt.child import submission
from grader.attempt.child.report import message
from grader.simulation import granularity, signals, threads, unsupported, world
from grader.simulation.scheduler import scheduler
from grader.simulation.strategies import Portfolio, Replay
from grader.simulation.thread_cache import carriers
from grader.simulation.world import STUCK_AFTER, World
from grader.source_files import is_user


def standing() -> list:
    """Equal to another one as long as nothing of that has changed."""
    return [
        [time.sleep, time.monotonic, time.time],
        [asyncio.run, asyncio.sleep, asyncio.Task],  # nest_asyncio replaces the first and the last
        os.environ._data.copy(),  # undecoded, which is a hundred times as fast
        [sys.getrecursionlimit(), sys.getswitchinterval(), socket.getdefaulttimeout()],
        [logging.root.level, *logging.root.handlers],
        list(warnings.filters),
    ]


LONGEST = 200  # characters told of an event
# What a run tells besides its events.
TOLD = ("outcome", "value", "error", "output", "log", "yields")


def difference(first, load, choices, *, tidy):
    """Return the first pair of events in which a run and its repetition differ, in words; or None."""
    again = message(World(load, Replay(choices), True, tidy).play())
    pairs = zip_longest(first["events"], again["events"])
    differing = next(([one, other] for one, other in pairs if one != other), None)
    if differing is not None:
        return [_words(event) for event in differing]
    return next((_values(key, first, again) for key in TOLD if first[key] != again[key]), None)


def _words(event):
    """Return what an event tells besides its time, lane and place, as text."""
    return str(event and [*event[2:4], *event[5:]])[:LONGEST]


def _values(key, first, again):
    """Return what two runs tell of one thing, as a pair of texts."""
    return [str([key, repr(run[key])[:60]]) for run in (first, again)]


ENDED = ("returned", "raised")  # by itself: it can be repeated here
QUICK = 0.1  # seconds of processor time of a run that is worth a repetition
MOST_PARKED = 200  # threads of ended worlds; a fork leaves them behind


def simulate(load, channel, options):
    """One run under the schedule of ``options["schedule"]``; whether it changed nothing here."""
    _prepare(options, channel)
    scheduler.telling, before = True, standing()
    began = process_time()
    run = message(World(load, Replay(options["schedule"]), True).play())
    channel.send(run)
    if run["outcome"] not in ENDED or process_time() - began >= QUICK:
        return False
    threads.stuck = lambda _thread: channel.finish()
    rested = not run["alive"] and _let_go()
    steady = _guard(run, load, channel, options["schedule"], tidy=rested)
    return rested and steady and _let_go() and standing() == before


def _let_go():
    """What went with this run is not to be found, and told of, in the next one.

    In a world, since finalizers may do anything; whether they came to an end.
    """
    ended = World(lambda: (_forget, (), {}), Replay([])).play()
    return ended["outcome"] == "returned" and not ended["alive"]


def _forget():
    submission.end()
    gc.collect()


def explore(load, channel, options):
    """Run under many schedules; each new outcome is sent, then what was covered."""
    _prepare(options, channel)
    portfolio = Portfolio(options["budget"], options.get("schedules"))
    schedules, seen, run = iter(portfolio), set(), None
    first = message(World(load, Replay([]), True, tidy=False).play())
    _guard(first, load, channel, [], tidy=False)
    while True:
        try:
            how, strategy = schedules.send(run)
        except StopIteration:
            break
        run = World(load, strategy, True, tidy=False).play()
        portfolio.learn(run["choices"], scheduler.steps)
        _tell(message(run), {"type": "explored", "how": how, "nth": portfolio.runs}, channel, seen)
        _leave_parked_threads()
    channel.send({"type": "covered", "covered": portfolio.covered, "runs": portfolio.runs})


def replay(load, channel, options):
    """Run every schedule that the judge asks for, until it closes its end."""
    _prepare(options, channel)
    while True:
        request = channel.receive()
        run = World(load, Replay(request["schedule"]), True, tidy=False).play()
        channel.send(message(run))
        _leave_parked_threads()


@cache
def _install():
    unsupported.install()
    signals.install()


def _prepare(options, channel):
    _install()
    granularity.watch(options.get("granularity"))
    world.STUCK_AFTER = options.get("patience", STUCK_AFTER)
    threads.stuck = lambda thread: _stuck(thread, channel)


def _guard(run, load, channel, choices, *, tidy):
    """Say what differs when the same schedule is run again; whether nothing does."""
    differing = difference(run, load, choices, tidy=tidy)
    if differing is not None:
        channel.send({"type": "unsteady", "first": differing[0], "second": differing[1]})
    return differing is None


def _tell(run, which, channel, seen):
    """Send a run, and which one it is, unless an equal one has been sent."""
    choices, *_ = run.pop("choices"), run.pop("arities"), run.pop("offers")
    digest = hash(marshal.dumps(run, 2))
    if digest not in seen:
        seen.add(digest)
        channel.send({**run, "choices": choices, **which})


def _stuck(thread, channel):
    """The thread computes without end or spins without asking: say where, and end."""
    frame = sys._current_frames().get(thread.ident)
    while frame is not None and not is_user(frame.f_code.co_filename):
        frame = frame.f_back
    place = frame and (frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)
    stuck = {"type": "stuck", "place": place, "elapsed": scheduler.now}
    channel.send({**stuck, "alone": scheduler.alone(), "choices": scheduler.choices})
    os._exit(0)


def _leave_parked_threads():
    """Threads of ended worlds stay parked; when there are many, go on in a fork without them."""
    if FORK and len(sys._current_frames()) > MOST_PARKED:
        child = FORK()
        if child:
            _, status = WAIT(child, 0)
            os._exit(os.waitstatus_to_exitcode(status) & 255)
        carriers.forget()


FORK, WAIT = getattr(os, "fork", None), getattr(os, "waitpid", None)
