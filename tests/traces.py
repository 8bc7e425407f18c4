"""Traces made by hand, for tests of what becomes of a trace."""

from grader.timeline import Timeline
from grader.trace import Arrow, Lane, Mark, Span
from grader.units import SECOND


def timeline(lanes, arrows=(), clock="virtual"):
    """What can be drawn, of these lanes."""
    return Timeline(lanes, list(arrows), clock)


def lane(name, *spans, kind="thread", parent=None, marks=()):
    """A lane of spans `(start, end, state, label)` in seconds."""
    spans = [
        Span(a * SECOND, b * SECOND, state, label, "answer.py:7") for a, b, state, label in spans
    ]
    times = [time for span in spans for time in (span.start, span.end)] or [0]
    return Lane(name, kind, spans, list(marks), min(times), max(times), parent)


def expected():
    return timeline(
        [
            lane("main", (0, 3, "waiting", "future.result"), kind="main"),
            lane("worker-0", (0, 3, "call", "fetch a"), parent="main"),
            lane("worker-1", (0, 1, "call", "fetch b"), (1, 3, "call", "fetch c"), parent="main"),
        ],
        [Arrow("main", 0, "worker-0", 0, "submit"), Arrow("main", 0, "worker-1", 0, "submit")],
    )


def late():
    """The same calls, but one begins a second late."""
    return timeline(
        [
            lane("main", (0, 4, "waiting", "future.result"), kind="main"),
            lane(
                "worker-0", (0, 3, "call", "fetch a"), (3, 4, "sleeping", "sleep 1"), parent="main"
            ),
            lane(
                "worker-1",
                (0, 1, "call", "fetch b"),
                (1, 2, "waiting", "lock (held by worker-0)"),
                (2, 4, "call", "fetch c"),
                parent="main",
                marks=[Mark(3 * SECOND, "yield", "B")],
            ),
        ]
    )


def deadlock():
    """Two threads wait for each other at a moment when no time has passed."""
    first, second = "lock b (held by worker-2)", "lock a (held by worker-1)"
    return timeline(
        [
            Lane("main", "main", [Span(0, 0, "waiting", "join", "line 9", 2, 9)]),
            Lane(
                "worker-1",
                "thread",
                [Span(0, 0, "waiting", first, "line 4", 5, 9)],
                [Mark(0, "step", "a.acquire()", "line 3", 3)],
                parent="main",
            ),
            Lane(
                "worker-2",
                "thread",
                [Span(0, 0, "waiting", second, "line 8", 7, 9)],
                [Mark(0, "step", "b.acquire()", "line 7", 4)],
                parent="main",
            ),
        ],
        [
            Arrow("worker-1", 0, "worker-2", 0, "waits-for"),
            Arrow("worker-2", 0, "worker-1", 0, "waits-for"),
        ],
    )


def crowd(lanes=200):
    """Many tasks of one kind."""
    tasks = (
        lane(f"task-{n}", (n % 20, n % 20 + 30, "call", f"fetch {n}"), kind="task")
        for n in range(lanes)
    )
    return timeline([lane("main", (0, 60, "waiting", "gather"), kind="main"), *tasks])


def all_states():
    """Every state once, one of them inside another."""
    return timeline(
        [
            lane(
                "main", (0, 8, "running", "asyncio.run"), (2, 4, "held", "time.sleep"), kind="main"
            ),
            lane(
                "worker",
                (0, 2, "ready", ""),
                (2, 5, "running", "count"),
                (5, 6, "sleeping", "sleep 1"),
                (6, 8, "waiting", "queue.get"),
            ),
            lane(
                "task",
                (0, 3, "call", "fetch a"),
                (4, 6, "held", "time.sleep(2)"),
                kind="task",
                parent="main",
            ),
        ],
        clock="real",
    )
