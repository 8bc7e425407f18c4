"""One call that is recorded on the real clock: what came of it, how long it took, and what was noted.

The call may be that of a function, of a coroutine function (which gets an event loop of its own, also in a
notebook whose loop runs), or of a generator function or an asynchronous one (whose items are all taken).
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping, Sequence
from contextvars import copy_context
from typing import Any

from grader import observer
from grader.drive import drive
from grader.recording.facts import Facts, current_task, now
from grader.recording.recorder import Observer, Recorder
from grader.source_files import adopt_functions
from grader.trace.model import Trace


class Recording:
    """A call and the recorder of it.  An exception of the call is a result: `error`.

    With ``whole=True`` all code of the process is recorded, and even `SystemExit` is a result.
    """

    def __init__(self, *, whole: bool = False) -> None:
        self.recorder = Recorder(whole=whole)
        self.result: Any = None
        self.error: BaseException | None = None
        self.tasks_left: list[asyncio.Task[Any]] = []
        self._elapsed: int | None = None

    @property
    def facts(self) -> Facts:
        """What was noted."""
        return self.recorder.facts

    @property
    def trace(self) -> Trace:
        """What ran when."""
        return self.recorder.trace

    @property
    def output(self) -> str:
        """What the recorded code has printed."""
        return "".join(self.facts.output)

    @property
    def elapsed(self) -> int:
        """Nanoseconds from the call to its return, or to the present while the call is under way."""
        return now() - self.facts.zero if self._elapsed is None else self._elapsed

    def call(
        self, function: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> None:
        """Call the function; time counts from here."""
        self.facts.zero, self.facts.calling = now(), True
        try:
            self.result = drive(function, args, kwargs, self.has_returned)
        except BaseException as error:
            if not (self.facts.whole or isinstance(error, Exception)):
                raise
            self.error = error
        finally:
            self.has_returned()
            self.facts.calling = False

    def has_returned(self) -> None:
        """Note the moment of the return, which is before an event loop is closed; the first one counts."""
        if self._elapsed is None:
            self._elapsed = self.elapsed
            self.tasks_left = _other_tasks()


def _other_tasks() -> list[asyncio.Task[Any]]:
    """Return the tasks of the running event loop but the running one, by name."""
    me = current_task()
    if me is None:
        return []
    return sorted(asyncio.all_tasks() - {me}, key=lambda task: task.get_name())


def record_trace(
    function: Callable[..., Any], args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None
) -> Recording:
    """Call `function(*args, **kwargs)` in this process and return the recording."""
    adopt_functions(function, *args)
    recording = Recording()
    try:
        beside_a_loop(_record, recording, function, args, kwargs or {})
    finally:
        recording.recorder.end()  # also when an interrupt has left the call's thread behind
    return recording


def _record(
    recording: Recording,
    function: Callable[..., Any],
    args: Sequence[Any],
    kwargs: Mapping[str, Any],
) -> None:
    before = observer.install(Observer(recording.facts))
    try:
        with recording.recorder:
            recording.call(function, args, kwargs)
    finally:
        observer.install(before)


def beside_a_loop(function: Callable[..., None], *args: Any) -> None:
    """Call the function; in a thread of its own where an event loop runs, so that it may have another."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        function(*args)
    else:
        _in_thread(function, args)


def _in_thread(function: Callable[..., None], args: tuple[Any, ...]) -> None:
    errors: list[BaseException] = []

    def work() -> None:
        try:
            function(*args)
        except BaseException as error:  # noqa: BLE001 - raised again by the caller
            errors.append(error)

    thread = threading.Thread(target=copy_context().run, args=(work,), name="own loop")
    thread.start()
    thread.join()
    if errors:
        raise errors[0]
