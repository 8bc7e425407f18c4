"""Checks of arguments: an error that names what may be asked for."""

from typing import Any, Literal, get_args

Granularity = Literal["visible", "lines", "opcodes"]
"""Where threads can be switched: at operations that a user sees, before lines, or before opcodes of user code."""


def one_of(name: str, value: object, choices: Any) -> None:
    """Raise ValueError that names the choices if ``value`` is none of a ``Literal``'s.

    Example:
        >>> from typing import Literal
        >>> one_of("unit", "s", Literal["seconds", "nanoseconds"])
        Traceback (most recent call last):
        ValueError: unit is one of "seconds", "nanoseconds", not 's'
    """
    known = get_args(choices)
    if value not in known:
        listed = ", ".join(f'"{each}"' for each in known)
        raise ValueError(f"{name} is one of {listed}, not {value!r}")


def at_least(name: str, value: Any, least: float) -> None:
    """Raise ValueError if a number is below ``least``, or is no number (True is none)."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not value >= least:
        raise ValueError(f"{name} is a number of at least {least:g}, not {value!r}")
