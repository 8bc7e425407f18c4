"""What a child does on the real clock: call a function, or record one run.

Runs are recorded that cannot be simulated: those with worker processes, or with other programs' sockets.  The
recorder is that of `grader.recording`, in which all code of the child is recorded.  The report has the form of
a simulated run's, so that the same properties can be asked of both, and brings the trace along.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any, Protocol

from grader import observer
from grader.attempt.child.report import message, report_of, rows_of
from grader.attempt.child.watch import Watch
from grader.attempt.procfs import Pace
from grader.attempt.values import encode
from grader.recording.facts import LaneFacts
from grader.recording.held import OwnTime
from grader.recording.record import Recording
from grader.recording.recorder import Observer

LEAVE_TIMEOUT = 10.0
"""Seconds that threads and processes may take to end after the return."""
STILL = 0.5
"""Seconds in which none of them runs, after which they are not waited for any longer."""
Load = Callable[[], tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]]


class Channel(Protocol):
    """The child's end of the conversation with the judge: `protocol.Channel`."""

    def send(self, message: dict[str, Any]) -> None:
        """Send a message."""

    def finish(self, message: dict[str, Any]) -> None:
        """Send a last message and end the process."""


def call(load: Load, channel: Channel, _options: dict[str, Any]) -> None:
    """Call the function that was sent, and send its value."""
    function, args, kwargs = load()
    channel.send({"type": "returned", "value": encode(function(*args, **kwargs))})


def record(load: Load, channel: Channel, options: dict[str, Any]) -> None:
    """Record a run and send its report.

    The run is ended after ``within`` seconds, or when nothing of it has run for ``still`` seconds.
    """
    before = set(threading.enumerate())
    recording = Recording(whole=True)

    def end(outcome: str, seconds: float, place: Any) -> None:
        ended = {"outcome": outcome, "seconds": seconds, "place": place}
        channel.finish(_message(recording, (), **ended))

    watch = Watch(options["within"], options["still"], end, recording.recorder.sampler)
    _play(recording, load, watch)
    left = list(_left(recording, before, watch))
    counted = {"parallel": watch.workers.parallel, "processes": watch.workers.count}
    channel.send(_message(recording, left, **counted))


def _play(recording: Recording, load: Load, watch: Watch) -> None:
    """Load the call and make it, under watch; what loading raises is a result, too."""
    observer.install(Observer(recording.facts))
    recording.recorder.start()
    try:
        function, args, kwargs = load()
    except BaseException as error:
        recording.error = error
    else:
        recording.facts.own_time = OwnTime(lambda: watch.pace.elapsed)
        with watch:
            recording.call(function, args, kwargs)
    recording.has_returned()
    recording.facts.finish()


def _message(recording: Recording, alive: Iterable[LaneFacts], **more: Any) -> dict[str, Any]:
    trace = _trace_rows(recording)
    return message(report_of(recording, alive, trace=trace, **more))


def _trace_rows(recording: Recording) -> dict[str, list[list[Any]]] | None:
    """Return the rows of the trace so far; None if there is none, because recorded code goes on meanwhile."""
    recording.facts.finish()
    with suppress(Exception):
        recording.recorder.processes.collect()
        return rows_of(recording.trace)
    return None


# -- what is left ------------------------------------------------------------------------------


def _left(recording: Recording, before: set[threading.Thread], watch: Watch) -> Iterator[LaneFacts]:
    """Yield the lanes of threads, tasks and processes that are still there, and do nothing more to end."""
    gc.collect()
    facts = recording.facts
    threads, processes = _wait_for_ends(before, watch.workers.alive)
    for thread in threads:
        lane = facts.threads.get(thread.ident or 0)
        yield lane or _hidden(recording, thread.name, "thread")
    for task in recording.tasks_left:
        yield facts.tasks.get(task) or _hidden(recording, task.get_name(), "task")
    for name in processes:
        yield _hidden(recording, name, "process")


def _wait_for_ends(
    before: set[threading.Thread], alive: Callable[[], list[str]]
) -> tuple[list[threading.Thread], list[str]]:
    """Wait while threads and processes are on their way out; return the threads and processes left."""
    pace = Pace()
    while True:
        threads = [each for each in threading.enumerate() if each not in before]
        processes = alive()
        over = pace.still >= STILL or pace.elapsed >= LEAVE_TIMEOUT
        if over or not (threads or processes):
            return threads, processes
        time.sleep(0.01)
        pace.look()


def _hidden(recording: Recording, name: str, kind: str) -> LaneFacts:
    """Return a new lane, which the trace does not show."""
    lane = recording.facts.lane(name, kind)
    lane.hidden = True
    return lane
