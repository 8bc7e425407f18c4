"""The child's side of the reducers: make things anew that cannot travel, such as locks and pools.

The names are looked up when they are called, so that in a simulation the new objects are simulated.
"""

from collections.abc import Callable
from concurrent.futures import Executor
from contextvars import ContextVar
from functools import lru_cache, update_wrapper
from importlib import import_module
from typing import Any


def make(module: str, name: str, *args: Any, **kwargs: Any) -> Any:
    """Return a new object of a class of the child's: in a simulation, a simulated lock."""
    return getattr(import_module(module), name)(*args, **kwargs)


def pool(name: str, workers: int, is_shut: bool) -> Executor:
    """Return an executor with as many workers as the judge's, but without any thread or process yet."""
    executor: Executor = make("concurrent.futures", name, workers)
    if is_shut:
        executor.shutdown()
    return executor


def simple_queue(items: list[Any]) -> Any:
    """Return a `queue.SimpleQueue` with these items."""
    queue = make("queue", "SimpleQueue")
    for item in items:
        queue.put(item)
    return queue


def condition(lock: Any) -> Any:
    """Return a condition on this lock, for which no thread waits."""
    return make("threading", "Condition", lock)


def context_variable(
    name: str, default: tuple[Any, ...], value: tuple[Any, ...]
) -> ContextVar[Any]:
    """Return a context variable; ``default`` and ``value`` hold one object, or none if it has none."""
    variable: ContextVar[Any] = (
        ContextVar(name, default=default[0]) if default else ContextVar(name)
    )
    if value:
        variable.set(value[0])
    return variable


def cached(maxsize: int | None, typed: bool) -> Any:
    """Return a function with an empty cache; `fill` adds later which function it calls."""

    @lru_cache(maxsize, typed)
    def remembering(*args: Any, **kwargs: Any) -> Any:
        return remembering.__wrapped__(*args, **kwargs)

    return remembering


def fill(remembering: Any, function: Callable[..., Any]) -> None:
    """Let a function made by `cached` remember the results of this function."""
    update_wrapper(remembering, function)
