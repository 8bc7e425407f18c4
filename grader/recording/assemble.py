"""Turns facts into a trace: one zero for all times, samples as spans, waits that were never over closed at the end.

More is noted than is shown: the sampler looks before the beginning and after the end, and threads that were
left behind go on. The trace holds what lies between.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from grader import lane_names
from grader.recording import tasks
from grader.recording.facts import Facts, LaneFacts
from grader.recording.sampling import held_by, sampled, within
from grader.trace.model import Arrow, Lane, Span, Trace


def assemble(facts: Facts) -> Trace:
    """Return the trace of all that was noted; the facts may still grow afterwards, the trace does not."""
    tasks.close(facts)
    shown = [lane for lane in list(facts.lanes) if not lane.hidden]
    names, spans = _names(shown), sampled(facts)
    lanes = [_lane(facts, lane, names, spans[id(lane)]) for lane in shown]
    return Trace(lanes, list(_arrows(facts, names)), "real")


def _names(lanes: list[LaneFacts]) -> dict[int, str]:
    """Return a name for each lane, by the lane's `id`; the second lane of a name gets a number."""
    last: dict[str, int] = {}
    names: dict[int, str] = {}
    for lane in lanes:
        plain = name = _plain(lane)
        while name in last:
            last[plain] += 1
            name = f"{plain} ({last[plain]})"
        last[name] = 1
        names[id(lane)] = name
    return names


def _plain(lane: LaneFacts) -> str:
    name = lane_names.of_thread(lane.name)
    return "main()" if name == "main" and lane.kind == "task" else name


def _arrows(facts: Facts, names: dict[int, str]) -> Iterator[Arrow]:
    for sender, since, receiver, at in list(facts.signals):
        if id(sender) in names and id(receiver) in names:
            sent, received = _since(since, facts), _since(at, facts)
            yield Arrow(names[id(sender)], sent, names[id(receiver)], received, "submit")


def _lane(facts: Facts, lane: LaneFacts, names: dict[int, str], samples: list[Span]) -> Lane:
    noted = _without_doubles([_named(facts, lane.parent, span) for span in lane.spans])
    spans = sorted(
        (_part(span, facts) for span in noted + within(samples, noted) if _is_shown(span, facts)),
        key=_in_order,
    )
    marks = [replace(mark, at=_since(mark.at, facts)) for mark in lane.marks]
    end = None if lane.end is None else _since(lane.end, facts)
    if lane is facts.main:
        end = max((span.end for span in spans), default=0)
    parent = names.get(id(lane.parent))
    return Lane(names[id(lane)], lane.kind, spans, marks, _since(lane.start, facts), end, parent)


def _without_doubles(spans: list[Span]) -> list[Span]:
    """Return the spans, in order, without calls inside of a call of the same label.

    A job that is nothing but one call of a fake is one call.
    """
    kept: list[Span] = []
    ends: dict[str, int] = {}
    for span in sorted(spans, key=_in_order):
        if span.state == "call":
            if span.end <= ends.get(span.label, span.start - 1):
                continue
            ends[span.label] = span.end
        kept.append(span)
    return kept


def _in_order(span: Span) -> tuple[int, int]:
    return span.start, -span.end


def _named(facts: Facts, thread: LaneFacts | None, span: Span) -> Span:
    """Return the span; a step that held up its loop is named by what its thread was doing."""
    if span.state != "held" or thread is None:
        return span
    site = held_by(facts, thread, span)
    return replace(span, label=site.label or "computing", where=site.where)


def _is_shown(span: Span, facts: Facts) -> bool:
    """Return True if some of the span lies between the beginning and the end."""
    return facts.zero <= span.end and span.start <= facts.end


def _part(span: Span, facts: Facts) -> Span:
    """Return the part of the span that lies between the beginning and the end."""
    return replace(span, start=_since(span.start, facts), end=_since(span.end, facts))


def _since(moment: int, facts: Facts) -> int:
    """Return nanoseconds since the beginning; earlier moments count as the beginning, later ones as the end."""
    return max(0, min(moment, facts.end) - facts.zero)
