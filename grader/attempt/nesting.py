"""Know whether this process is the child of an attempt, which must not start attempts itself."""


class Nested(RuntimeError):
    """An attempt was asked for within an attempt, such as by a cell that simulates its answer."""


def enter() -> None:
    """Note that this process is the child of an attempt, for good."""
    _Here.attempt = True


def forbid() -> None:
    """Raise `Nested` in the child of an attempt."""
    if _Here.attempt:
        raise Nested("the answer itself is being judged, where nothing else can be simulated")


class _Here:
    attempt = False
