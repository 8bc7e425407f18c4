"""What a job is called: the submitted function and its first argument, as `fetch a`."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import Context
from functools import partial
from typing import Any

LONGEST = 40


def label(function: Callable[..., Any], args: tuple[Any, ...]) -> str:
    """`fetch a` for `fetch("a")`; without argument just the function's name."""
    function, args = unwrapped(function, args)
    name = getattr(function, "__name__", type(function).__name__)
    return f"{name} {short(args[0])}" if args else name


def unwrapped(function: Any, args: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...]]:
    """The function that the user submitted, below partials and `to_thread`."""
    while True:
        if isinstance(function, partial):
            function, args = function.func, function.args + args
        elif isinstance(getattr(function, "__self__", None), Context) and args:
            function, args = args[0], args[1:]
        else:
            return function, args


def short(value: Any) -> str:
    """A value in a few letters: strings without quotes, numbers as they are, else the type's name."""
    if isinstance(value, str) and "://" in value:
        value = value.rstrip("/").rpartition("/")[2]  # of an address, what differs
    if isinstance(value, str):
        return value if len(value) <= LONGEST else value[: LONGEST - 1] + "…"
    if value is None or isinstance(value, int | float):
        return str(value) if len(str(value)) <= LONGEST else f"{type(value).__name__}…"
    return type(value).__name__
