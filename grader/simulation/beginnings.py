"""A thread of the user's functions begins with a scheduling point: ``start`` may return before.

Without it a thread that calls nothing visible would always have ended when ``start`` returns, and
who forgets ``join`` would never be found out.  Where a function comes to a point of its own before
it can have done anything (``with lock:``), that one will do: schedules stay short.
"""

import dis
import threading
from functools import wraps

from grader.simulation.scheduler import scheduler
from grader.simulation.where import is_user

HARMLESS = ("LOAD_", "STORE_FAST", "RESUME", "COPY", "MAKE_CELL", "PUSH_NULL", "NOP")
# Points by their names; asyncio's of these names are coroutines, which do nothing when called.
BLOCKING = {"acquire", "wait", "get", "put", "join", "sleep", "submit"}
WITH = ("BEFORE_WITH", "LOAD_SPECIAL")  # the latter from 3.14 on
enabled = True  # not needed where each line or opcode is a point
_known = {}


def install():
    """Let threads begin with a point."""
    start = threading.Thread.start

    @wraps(start)
    def operation(self):
        if scheduler.explorable and enabled and _needs_a_point(self):
            self.run = _beginning(self)
        return start(self)

    threading.Thread.start = operation


def _beginning(thread):
    def begin():
        del thread.run
        scheduler.point("Thread.run")
        thread.run()

    return begin


def _needs_a_point(thread):
    run = thread._target if type(thread).run is threading.Thread.run else type(thread).run
    code = getattr(run, "__code__", None)
    if code is None or not is_user(code.co_filename):
        return False
    if code not in _known:
        _known[code] = not _comes_to_one(code)
    return _known[code]


def _comes_to_one(code):
    """Whether the first thing that a function does is a visible operation."""
    for instruction in dis.get_instructions(code):
        name = instruction.opname
        if name in WITH or (
            name in ("LOAD_METHOD", "LOAD_ATTR") and instruction.argval in BLOCKING
        ):
            return True
        if not name.startswith(HARMLESS):
            return False
    return False
