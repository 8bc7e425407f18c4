"""Measure how long a timeline of 500 spans takes to draw; the promise is less than 0.3 s.

    uv run python benchmarks/drawing.py

A row for each way to draw shows the median milliseconds.
"""

import io
from collections.abc import Callable
from statistics import median
from time import perf_counter

from grader.timeline import Timeline
from grader.trace import Lane, Span
from grader.units import SECOND

STATES = ("call", "running", "ready", "held", "waiting")


def busy(lanes: int = 20, each: int = 25) -> Timeline:
    """Return a timeline with `each` labelled spans in each of `lanes` lanes."""
    drawn = [Lane(f"w-{n}", spans=[_span(n, i) for i in range(each)]) for n in range(lanes)]
    return Timeline(drawn)


def _span(lane: int, place: int) -> Span:
    state = STATES[(lane + place) % len(STATES)]
    return Span(place * SECOND, (place + 1) * SECOND, state, f"fetch {place}")


def png(trace: Timeline) -> None:
    """Draw the timeline as a PNG picture of 144 dots an inch."""
    trace.draw().figure().savefig(io.BytesIO(), format="png", dpi=144)


def milliseconds(draw: Callable[[Timeline], object], trace: Timeline, times: int = 7) -> float:
    """Return the median milliseconds of several drawings; the first, which reads the font, is not counted."""
    draw(trace)
    return 1000 * median(_once(draw, trace) for _ in range(times))


def _once(draw: Callable[[Timeline], object], trace: Timeline) -> float:
    start = perf_counter()
    draw(trace)
    return perf_counter() - start


def main() -> None:
    """Print the milliseconds of each way to draw."""
    trace = busy()
    ways = {"notebook (SVG)": lambda t: t.draw().html(), "PNG": png, "text lanes": Timeline.to_text}
    for name, draw in ways.items():
        print(f"{name:16}{milliseconds(draw, trace):8.1f} ms")


if __name__ == "__main__":
    main()
