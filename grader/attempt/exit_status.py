"""How a child's process has ended: done, timed out, crashed or killed.

The fork server says so, and imports as little as a child: what is made here is plain data, of
which `messages.EndReport` is the type.
"""

import signal


def ending(code: int, *, late: bool, unwanted: bool, used_up: bool, crowded: bool = False) -> dict:
    """Return the ending of a child with this exit code (the negative of a signal's number).

    ``late``: its wall time was over; ``unwanted``: the judge let it go; ``used_up``: it has had
    all of its CPU time; ``crowded``: it was ended for the number of its processes.
    """
    name = _name(-code) if code < 0 else None
    ending = {"end": "crashed", "limit": None, "signal": name, "exit": None if name else code}
    if crowded:
        return ending | {"end": "killed", "limit": "processes"}
    if late:
        return ending | {"end": "timed out", "limit": "wall"}
    if name == "SIGXCPU" or (name == "SIGKILL" and used_up):
        return ending | {"end": "timed out", "limit": "cpu"}
    if unwanted or name == "SIGKILL":
        return ending | {"end": "killed", "unwanted": unwanted}
    return ending | {"end": "crashed" if code else "done"}


def _name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # a real-time signal
        return f"signal {number}"
