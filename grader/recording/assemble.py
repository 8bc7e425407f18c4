"""Facts → Trace: one zero for all times, samples as spans, waits that were never over closed at the end.

More is noted than is shown: the sampler looks before the beginning and after the end, and threads that were
left behind go on. The trace holds what lies between.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from grader import lane_names
from grader.recording import tasks
from grader.recording.facts import Facts, LaneFacts
from grader.recording.sampling import held_by, sampled, within
from grader.trace.model import Arrow, Lane, Span, Trace


def assemble(facts: Facts) -> Trace:
    """The trace of all that was noted; `facts` may still grow afterwards, the trace does not."""
    tasks.close(facts)
    shown = [lane for lane in list(facts.lanes) if not lane.hidden]
    names, spans = _names(shown), sampled(facts)
    lanes = [_lane(facts, lane, names, spans[id(lane)]) for lane in shown]
    return Trace(lanes, list(_arrows(facts, names)), "real")


def _names(lanes: list[LaneFacts]) -> dict[int, str]:
    """A name for each lane, by its `id`; the second of a name gets a number."""
    counts: Counter[str] = Counter()
    names = {}
    for lane in lanes:
        name = lane_names.of_thread(lane.name)
        name = "main()" if name == "main" and lane.kind == "task" else name
        counts[name] += 1
        names[id(lane)] = name if counts[name] == 1 else f"{name} ({counts[name]})"
    return names


def _arrows(facts: Facts, names: dict[int, str]) -> Iterator[Arrow]:
    for sender, since, receiver, at in list(facts.signals):
        if id(sender) in names and id(receiver) in names:
            sent, received = _since(since, facts), _since(at, facts)
            yield Arrow(names[id(sender)], sent, names[id(receiver)], received, "submit")


def _lane(facts: Facts, lane: LaneFacts, names: dict[int, str], samples: list[Span]) -> Lane:
    noted = _without_doubles([_named(facts, lane.parent, span) for span in lane.spans])
    spans = sorted(
        (_part(span, facts) for span in noted + within(samples, noted) if _is_shown(span, facts)),
        key=lambda s: (s.start, -s.end),
    )
    marks = [replace(mark, at=_since(mark.at, facts)) for mark in lane.marks]
    end = None if lane.end is None else _since(lane.end, facts)
    if lane is facts.main:
        end = max((span.end for span in spans), default=0)
    parent = names.get(id(lane.parent))
    return Lane(names[id(lane)], lane.kind, spans, marks, _since(lane.start, facts), end, parent)


def _without_doubles(spans: list[Span]) -> list[Span]:
    """A job that is nothing but one call of the same name is one call."""
    calls = [span for span in spans if span.state == "call"]
    return [span for span in spans if not any(_doubles(span, call) for call in calls)]


def _doubles(span: Span, call: Span) -> bool:
    inside = call.start <= span.start and span.end <= call.end and span is not call
    return inside and span.state == "call" and span.label == call.label


def _named(facts: Facts, thread: LaneFacts | None, span: Span) -> Span:
    """A step that held up its loop is named by what its thread was doing."""
    if span.state != "held" or thread is None:
        return span
    site = held_by(facts, thread, span)
    return replace(span, label=site.label or "computing", where=site.where)


def _is_shown(span: Span, facts: Facts) -> bool:
    """Does some of it lie between the beginning and the end?"""
    return facts.zero <= span.end and span.start <= facts.end


def _part(span: Span, facts: Facts) -> Span:
    """The part of it that does."""
    return replace(span, start=_since(span.start, facts), end=_since(span.end, facts))


def _since(moment: int, facts: Facts) -> int:
    """Nanoseconds since the beginning; what was before or after counts as then."""
    return max(0, min(moment, facts.end) - facts.zero)
