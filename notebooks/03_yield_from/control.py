"""Who holds control when generators call each other: recorded as a trace, on a clock that counts steps.

    from control import watch
    watch(function)                # calls it; the picture has a lane for each function and generator

A lane is solid while its code runs, and thin while it waits for somebody that it has called.
A generator that waits at a ``yield`` has no line at all: it holds nothing but its own variables.
"""

import dis
import sys
from dataclasses import replace

from grader.timeline import Timeline
from grader.trace import Lane, Mark, Span

YIELD = dis.opmap["YIELD_VALUE"]


class Control:
    """Notes each time that control comes and goes, in the frames of one module (or notebook) only."""

    def __init__(self, module):
        self.module, self.lanes, self.frames, self.holders, self.now = module, {}, {}, [], 0

    def __call__(self, frame, event, value):
        """What ``sys.setprofile`` calls as a frame is entered (again) or left."""
        if frame.f_globals is not self.module or event not in ("call", "return"):
            return
        self.now += 1
        if event == "call":
            self._enter(frame)
        else:
            self._leave(frame, value)

    def _enter(self, frame):
        if self.holders:
            self._span(self.holders[-1], "running")
        if frame not in self.frames:
            self.frames[frame] = self._new_lane(frame.f_code.co_name)
        self.holders.append([self.frames[frame], self.now])

    def _leave(self, frame, value):
        if not self.holders or self.holders[-1][0] is not self.frames.get(frame):
            return
        lane, yields = self.holders[-1][0], waits_at_a_yield(frame)
        self._span(self.holders.pop(), "running")
        if yields or value is not None:
            verb = "yields" if yields else "returns"
            lane.marks.append(
                Mark(self.now, "yield", f"{verb} {value!r}", f"line {frame.f_lineno}")
            )
        if not yields:
            lane.end = self.now
        if self.holders:
            self._span(self.holders[-1], "waiting", f"gets {value!r}")

    def _span(self, holder, state, label=""):
        lane, since = holder
        lane.spans.append(Span(since, self.now, state, label))
        holder[1] = self.now

    def _new_lane(self, function):
        count = sum(name.split(" ")[0] == function for name in self.lanes)
        name = f"{function} {count + 1}" if count else function
        self.lanes[name] = Lane(name, start=self.now)
        return self.lanes[name]

    @property
    def trace(self):
        """All lanes, in the order of their first step."""
        return Timeline([replace(lane) for lane in self.lanes.values()], clock="steps")


def waits_at_a_yield(frame):
    """Whether the frame was left at a yield: the last instruction, or (3.13) the one before it."""
    code, last = frame.f_code.co_code, frame.f_lasti
    return YIELD in (code[last], code[max(last - 2, 0)])


def watch(function, *args):
    """Call ``function(*args)`` and return the trace of who held control."""
    control = Control(function.__globals__)
    before = sys.getprofile()
    sys.setprofile(control)
    try:
        function(*args)
    finally:
        sys.setprofile(before)
    return control.trace
