"""Facts → Trace: one zero for all times, samples as spans, waits that were never over closed at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

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
        name = lane.name.replace("ThreadPoolExecutor-", "pool-")
        name = "main()" if name == "main" and lane.kind == "task" else name
        counts[name] += 1
        names[id(lane)] = name if counts[name] == 1 else f"{name} ({counts[name]})"
    return names


def _arrows(facts: Facts, names: dict[int, str]) -> Iterator[Arrow]:
    for sender, since, receiver, at in list(facts.signals):
        if id(sender) in names and id(receiver) in names:
            times = max(0, since - facts.zero), max(0, at - facts.zero)
            yield Arrow(names[id(sender)], times[0], names[id(receiver)], times[1], "submit")


def _lane(facts: Facts, lane: LaneFacts, names: dict[int, str], samples: list[Span]) -> Lane:
    noted = _without_doubles([_named(facts, lane.parent, span) for span in lane.spans])
    spans = sorted(
        (_since(span, facts) for span in noted + within(samples, noted)),
        key=lambda s: (s.start, -s.end),
    )
    marks = [replace(mark, at=mark.at - facts.zero) for mark in lane.marks]
    end = None if lane.end is None else lane.end - facts.zero
    if lane is facts.main:
        end = max((span.end for span in spans), default=0)
    parent = names.get(id(lane.parent))
    return Lane(
        names[id(lane)], lane.kind, spans, marks, max(0, lane.start - facts.zero), end, parent
    )


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


def _since(span: Span, facts: Facts) -> Span:
    end = min(span.end, facts.end) - facts.zero
    return replace(span, start=max(0, span.start - facts.zero), end=max(0, end))
