"""How a child's process has ended: done, timed out, crashed or killed.

The fork server says so, and imports as little as a child: what is made here is plain data, of
which `messages.EndReport` is the type.
"""

import signal
from typing import Any


def ending(
    code: int, *, late: bool, cancelled: bool, used_up: bool, over_limit: bool = False
) -> dict[str, Any]:
    """Return the ending of a child with this exit code (the negative of a signal's number).

    ``late``: the wall time was over; ``cancelled``: the judge wanted no result any more; ``used_up``: all
    of the CPU time was used; ``over_limit``: there were too many processes.
    """
    name = _name(-code) if code < 0 else None
    ending = {"end": "crashed", "limit": None, "signal": name, "exit": None if name else code}
    if over_limit:
        return ending | {"end": "killed", "limit": "processes"}
    if late:
        return ending | {"end": "timed out", "limit": "wall"}
    if name == "SIGXCPU" or (name == "SIGKILL" and used_up):
        return ending | {"end": "timed out", "limit": "cpu"}
    if cancelled or name == "SIGKILL":
        return ending | {"end": "killed", "cancelled": cancelled}
    return ending | {"end": "crashed" if code else "done"}


def _name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # a real-time signal
        return f"signal {number}"
