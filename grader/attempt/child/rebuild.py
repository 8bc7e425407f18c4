"""The child's side of the reducers: things that cannot travel are made anew, of the child's kind."""

from functools import lru_cache, update_wrapper
from importlib import import_module


def make(module: str, name: str, *args, **kwargs):
    """A new object of the child's class: in a simulation, a simulated lock."""
    return getattr(import_module(module), name)(*args, **kwargs)


def pool(name: str, workers: int, is_shut: bool):
    """An executor as large as the judge's, without its threads or processes."""
    executor = make("concurrent.futures", name, workers)
    if is_shut:
        executor.shutdown()
    return executor


def simple_queue(items: list):
    """A `queue.SimpleQueue` with these items."""
    queue = make("queue", "SimpleQueue")
    for item in items:
        queue.put(item)
    return queue


def condition(lock):
    """A condition on this lock, nobody waiting."""
    return make("threading", "Condition", lock)


def context_variable(name: str, default: tuple, value: tuple):
    """A context variable with its default, if any, and its present value, if any."""
    from contextvars import ContextVar

    variable = ContextVar(name, default=default[0]) if default else ContextVar(name)
    if value:
        variable.set(value[0])
    return variable


def cached(maxsize: int | None, typed: bool):
    """A function that remembers its results; which function it is, `fill` tells."""

    @lru_cache(maxsize, typed)
    def remembering(*args, **kwargs):
        return remembering.__wrapped__(*args, **kwargs)

    return remembering


def fill(remembering, function) -> None:
    """Make it remember the results of this function."""
    update_wrapper(remembering, function)
