"""Fakes: functions that take a known time, so that a run's timing is known.

``calls("fetch", a=3, b=1)`` is a blocking function: ``fetch("a")`` takes 3 seconds and returns
``"A"``.  ``async_calls`` makes the same as a coroutine function.  The trace shows each call as a
span labelled ``fetch a``.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from typing import Any

from grader import observer


class after:  # noqa: N801 (used like a function)
    """What a fake does after ``seconds``: return ``value``, or raise ``value`` if that is an exception.

    Example:
        >>> fetch = calls("fetch", a=after(2, "apple"), b=after(1, OSError("gone")))
        >>> simulate(fetch, "a").result
        'apple'
        >>> run = simulate(fetch, "b")
        >>> run.raises(OSError, "gone")
        >>> run.elapsed
        1.0
    """

    def __init__(self, seconds: float, value: Any) -> None:
        self.seconds, self.value = seconds, value

    def __repr__(self) -> str:
        return f"after({self.seconds:g}, {self.value!r})"


class Fake:
    """What blocking and asynchronous fakes share: how long a call takes and what it gives."""

    __name__: str
    __qualname__: str

    def __init__(self, name: str, plan: dict[Any, Any], every: Any) -> None:
        self.__name__ = self.__qualname__ = name
        self.plan, self.every = plan, every
        self.count: dict[Any, int] = {}

    def __repr__(self) -> str:
        known = ", ".join(f"{key}={value!r}" for key, value in self.plan.items())
        return f"{self.__name__}({known})" if known else self.__name__

    def _begin(self, args: tuple[Any, ...]) -> tuple[str, float, Any]:
        """Return the label of a call, its duration in seconds, and its value or exception."""
        label = self._label(args)
        key = args[0] if len(args) == 1 else args
        step = self._step(key)
        if isinstance(step, BaseException):
            step = after(0, step)
        if isinstance(step, after):
            return label, step.seconds, step.value
        return label, step, str(key if args else self.__name__).upper()

    def _step(self, key: Any) -> Any:
        step = self.plan.get(key, self.every)
        if step is None:
            known = ", ".join(map(repr, self.plan)) or "nothing"
            raise LookupError(f"{self.__name__} was called with {key!r}; it knows {known}")
        if isinstance(step, list | tuple):
            count = self.count[key] = self.count.get(key, -1) + 1
            step = step[min(count, len(step) - 1)]
        return step

    def may_be(self, label: str) -> bool:
        """Return True if this can be the label of a call of this fake."""
        return label == self.__name__ or label.startswith(f"{self.__name__} ")

    def least(self, label: str) -> float:
        """Return the fewest seconds that a call of this label takes."""
        steps = [step for key, step in self.plan.items() if label in self._labels(key)]
        return min((_seconds(step) for step in steps or [self.every]), default=0)

    def _labels(self, key: Any) -> set[str]:
        """Return the labels of calls with this key: of one argument, or of as many as it has."""
        return {self._label((key,)), self._label(key if isinstance(key, tuple) else (key,))}

    def _label(self, args: tuple[Any, ...]) -> str:
        return " ".join([self.__name__, *(str(arg)[:40] for arg in args)])


class BlockingFake(Fake):
    """A fake that blocks its thread."""

    def __call__(self, *args: Any) -> Any:
        """Block for the time of this argument, then return its value."""
        label, seconds, value = self._begin(args)
        observer.recorder.called(label)
        if seconds:
            time.sleep(seconds)
        return _end(label, value)


class AsyncFake(Fake):
    """A fake that suspends its task."""

    def __call__(self, *args: Any) -> Coroutine[Any, Any, Any]:
        """Return a coroutine that takes the time of this argument, then gives its value."""
        coroutine: Any = self._call(*args)
        coroutine.__name__ = coroutine.__qualname__ = self.__name__  # its task's name in the trace
        named: Coroutine[Any, Any, Any] = coroutine
        return named

    async def _call(self, *args: Any) -> Any:
        label, seconds, value = self._begin(args)
        observer.recorder.called(label)
        try:
            await asyncio.sleep(seconds)
        except BaseException:
            observer.recorder.returned(label, "cancelled")
            raise
        return _end(label, value)


def calls(
    name: str, plan: dict[Any, Any] | None = None, /, *, every: Any = None, **by_name: Any
) -> BlockingFake:
    """Return a fake called ``name``: a function that blocks for a known time.

    ``plan`` and the keywords say what happens for an argument: a number of seconds; an exception, which is
    raised at once; an ``after(seconds, value_or_exception)``; or a list of these for the first, the second,
    … call, of which the last one repeats.  ``every`` is for all other arguments.  The fake returns its
    argument in capitals unless the plan names a value.

    Raise `LookupError` when the fake is called with an argument that the plan does not know.

    Example:
        >>> fetch = calls("fetch", a=3, b=[ValueError("busy"), 1], every=0)
        >>> run = simulate(fetch, "a")
        >>> run.returns("A")
        >>> run.takes(3)
        >>> simulate(fetch, "b").raises(ValueError, "busy")
    """
    return BlockingFake(name, {**(plan or {}), **by_name}, every)


def async_calls(
    name: str, plan: dict[Any, Any] | None = None, /, *, every: Any = None, **by_name: Any
) -> AsyncFake:
    """Return a fake as ``calls`` does, but a coroutine function: an awaited call suspends its task.

    Example:
        >>> greet = async_calls("greet", ann=2, bob=1)
        >>> async def greet_all():
        ...     return await asyncio.gather(greet("ann"), greet("bob"))
        >>> run = simulate(greet_all)
        >>> run.returns(["ANN", "BOB"])
        >>> run.takes(2)
    """
    return AsyncFake(name, {**(plan or {}), **by_name}, every)


def log(value: Any) -> None:
    """Note ``value`` (plain data) in the run's log, with the time at which ``log`` was called.

    Example:
        >>> def driver():
        ...     log("begun")
        ...     time.sleep(2)
        ...     log("done")
        >>> run = simulate(driver)
        >>> run.logs(["begun", "done"])
        >>> run.logs_at([0, 2])
    """
    observer.recorder.log(value)


def now() -> float:
    """Return the seconds since the run began: virtual in a simulation, real in a recording.

    Example:
        >>> def driver():
        ...     time.sleep(1.5)
        ...     return now()
        >>> simulate(driver).result
        1.5
    """
    return observer.recorder.now_ns() / 1e9


def _seconds(step: Any) -> float:
    """Return the fewest seconds of a step of a plan."""
    if isinstance(step, list | tuple):
        return min(map(_seconds, step), default=0)
    if isinstance(step, after):
        return step.seconds
    return step if isinstance(step, int | float) else 0


def _end(label: str, value: Any) -> Any:
    failed = isinstance(value, BaseException)
    observer.recorder.returned(label, "error" if failed else "ok")
    if failed:
        raise value
    return value
