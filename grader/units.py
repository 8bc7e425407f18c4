"""Times are whole nanoseconds everywhere inside; people read seconds.

Integers add up exactly, so "takes 3 s" is an equality and never a tolerance.
"""

MICROSECOND = 1_000
MILLISECOND = 1_000_000
SECOND = 1_000_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
BLOCKED_LOOP = 50 * MILLISECOND
"""A step of a coroutine that takes longer blocks its event loop; correct ones need 6 to 10 ms at most."""

_SCALES = ((HOUR, "h"), (MINUTE, "min"), (SECOND, "s"), (MILLISECOND, "ms"), (MICROSECOND, "µs"))


def nanoseconds(seconds: float) -> int:
    """Return seconds, as people write them, in whole nanoseconds."""
    return round(seconds * SECOND)


def seconds(ns: int) -> float:
    """Return nanoseconds in seconds."""
    return ns / SECOND


def say(ns: int) -> str:
    """Return a number of nanoseconds in words: `3 s`, `250 ms`, `1.5 s`, `1 h 30 min`."""
    if ns < 0:
        return "-" + say(-ns)
    if ns >= 2 * MINUTE:
        return _say_long(ns)
    size, unit = next((pair for pair in _SCALES[2:] if ns >= pair[0]), (1, "ns"))
    return f"{ns / size:.4g} {unit}" if ns else "0 s"


def _say_long(ns: int) -> str:
    """Return a long time in two parts, as minutes and hours are read: `1 h 30 min`."""
    size, unit, small, small_unit = (
        (HOUR, "h", MINUTE, "min") if ns >= HOUR else (MINUTE, "min", SECOND, "s")
    )
    whole, rest = divmod(round(ns / small), size // small)
    return f"{whole} {unit} {rest} {small_unit}" if rest else f"{whole} {unit}"
