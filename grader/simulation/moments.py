"""The moments that a spin on the clock may be waiting for, read off its variables.

``while time.monotonic() < end: pass`` never says how long it will spin.  A clock that creeps in ever
larger steps comes to ``end`` late; one that also stops wherever a number of the spinning function
could be its end comes to it exactly.  A stop at a number that meant something else costs nothing.
"""

from itertools import chain

START_NS = 100 * 10**9  # ``time.monotonic`` does not start at 0: a deadline is never false
EPOCH_NS = 1_700_000_000 * 10**9  # 2023-11-14 22:13:20 UTC
MOST = 200  # numbers looked at


def moments(frame):
    """Instants, in nanoseconds of the scheduler's clock, that numbers in sight of a frame name.

    A number may be a reading of either clock, in seconds or nanoseconds, or be added to one.
    """
    numbers = [] if frame is None else list(_numbers(frame))[:MOST]
    readings = [instant for number in numbers for instant in _instants(number)]
    spans = {
        round(number * 1e9) if number < 1e6 else round(number) for number in numbers if number > 0
    }
    ends = chain(readings, (reading + span for reading in set(readings) for span in spans))
    return {
        moment for end in ends for moment in (end, end + 1)
    }  # after rounding, or where <= is asked


def timers(loop):
    """When an event loop's next timer is due; nothing of anything else."""
    scheduled = getattr(loop, "_scheduled", None)
    return {round(scheduled[0]._when * 1e9) - START_NS} if scheduled else set()


def _numbers(frame):
    """Variables, constants, globals by their names, and the attributes of ``self``."""
    variables, code = frame.f_locals, frame.f_code
    own = getattr(variables.get("self"), "__dict__", None) or {}
    named = (frame.f_globals.get(name) for name in code.co_names)
    for value in chain(variables.values(), code.co_consts, own.values(), named):
        if type(value) in (int, float) and -1e20 < value < 1e20:
            yield value


def _instants(number):
    """A reading as instants of the scheduler's clock: seconds or nanoseconds of either clock."""
    whole = round(number * 1e9) if -1e12 < number < 1e12 else int(number)
    for zero in (START_NS, EPOCH_NS):
        if whole >= zero:
            yield whole - zero
        if type(number) is int and number >= zero:
            yield number - zero
