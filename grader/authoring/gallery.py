"""Make the pictures of README and CONTRIBUTING: `python -m grader.authoring.gallery`.

Every picture comes from a run. Examples that end are recorded on the real clock; those that never end
(a deadlock, a lost wake-up) are simulated. Each picture is three files: for light pages, for dark
pages, and as text. The failure card is the card of an answer in `tests/answers`; its picture has
outlines for letters, so that the card's lanes line up whatever fonts a browser has.
"""

from __future__ import annotations

import html
import importlib.util
import io
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import cloudpickle
import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from grader import calls, simulate
from grader.failure import COLUMNS, CROSS
from grader.judge.judge import judge_file
from grader.recording.record import record_trace
from grader.slow_site import slow_site
from grader.timeline import Timeline
from grader.timeline.palette import THEMES, Theme
from grader.trace.model import Trace

ROOT = Path(__file__).parents[2]
FOLDER, ANSWERS = ROOT / "data" / "gallery", ROOT / "tests" / "answers"
RECORDED = {
    "threads_under_the_gil": "Threads that compute take turns (the GIL)",
    "processes": "Processes compute side by side",
    "coroutines": "Coroutines, three at a time behind a semaphore",
    "blocked_loop": "A blocking call holds up every other coroutine",
}
SIMULATED = {
    "deadlock": "Deadlock: each holds what the other waits for",
    "lost_wakeup": "Lost wake-up: called before it listened",
}
LETTER_WIDTH, LINE_HEIGHT, MARGIN = 5.78, 13.0, 14.0
"""Points, for DejaVu Sans Mono of 9.6 points."""
FONT: dict[str, Any] = {"family": "DejaVu Sans Mono", "size": 9.6}
OUTLINES: Any = {"svg.fonttype": "path", "svg.hashsalt": "grader"}


def main() -> None:
    """Make all pictures."""
    examples = load(FOLDER / "examples.py")
    save("threads_on_io", "Threads that wait overlap", downloads(examples))
    for name, title in RECORDED.items():
        save(name, title, recorded(getattr(examples, name)))
    for name, title in SIMULATED.items():
        save(name, title, simulated(getattr(examples, name)))
    failure_card()


def load(path: Path) -> ModuleType:
    """Import a file as a module; worker processes find it by name, simulations get it by value."""
    spec: Any = importlib.util.spec_from_file_location(path.stem, path)
    module = sys.modules[path.stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    cloudpickle.register_pickle_by_value(module)
    return module


def downloads(examples: ModuleType) -> Timeline:
    """Return the timeline of eight downloads from a slow site."""
    with slow_site(every=0.1) as site:
        return recorded(examples.threads_on_io, [f"{site}/{name}" for name in "abcdefgh"])


def recorded(function: Callable[..., Any], *args: Any) -> Timeline:
    """Return the timeline of a call on the real clock; raise the call's exception."""
    recording = record_trace(function, args)
    if recording.error is not None:
        raise recording.error
    return Timeline.of(recording.trace)


def simulated(function: Callable[..., Any], *args: Any) -> Timeline:
    """Return the timeline of a call in virtual time; raise an error if the call raised one."""
    run = simulate(function, *args)
    if run.outcome == "raised":
        raise RuntimeError(run.error)
    timeline: Timeline = run.trace
    return timeline


def failure_card() -> None:
    """Save the card of a wrong answer, and its timeline below that of a right answer."""
    folder = ANSWERS / "download_all"
    card = judge_file("download_all", folder / "wrong_chunk_barrier.py").card
    for theme in ("light", "dark"):
        save_card(card, theme, FOLDER / f"failure_card_{theme}.svg")
    (FOLDER / "failure_card.txt").write_text(f"{card}\n", encoding="utf-8")
    yours, expected = (
        downloaded(load(folder / f"{name}.py"))
        for name in ("wrong_chunk_barrier", "right_as_completed_indexed")
    )
    save("failure", "Portions of two, each as slow as its slowest member", yours, expected)


def downloaded(answer: ModuleType) -> Timeline:
    """Return the timeline of the call that the exercise's check makes."""
    return simulated(answer.download_all, calls("fetch", a=3, b=1, c=2), ["a", "b", "c"], 2)


def save(name: str, title: str, timeline: Timeline, expected: Trace | None = None) -> None:
    """Save a timeline for light pages, for dark pages, and as text."""
    for theme in ("light", "dark"):
        timeline.draw(expected, theme=theme, title=title).save(FOLDER / f"{name}_{theme}.svg")
    text = timeline.to_text(expected=expected)
    (FOLDER / f"{name}.txt").write_text(f"{title}\n\n{text}\n", encoding="utf-8")


def save_card(card: str, theme: str, path: Path) -> None:
    """Save the card as an SVG file, with its text as the label for screen readers."""
    buffer, figure = io.StringIO(), _sheet(card.splitlines(), THEMES[theme])
    with mpl.rc_context(OUTLINES):
        figure.savefig(buffer, format="svg", metadata={"Date": None}, transparent=True)
    name = f'<svg role="img" aria-label="{html.escape(card)}" '
    path.write_text(buffer.getvalue().replace("<svg ", name, 1), encoding="utf-8")


def _sheet(lines: list[str], ink: Theme) -> Figure:
    width, height = COLUMNS * LETTER_WIDTH + 2 * MARGIN, len(lines) * LINE_HEIGHT + 2 * MARGIN
    figure = Figure((width / 72, height / 72), dpi=72)
    _frame(figure, width, height, ink)
    for number, line in enumerate(lines):
        y = height - MARGIN - (number + 0.8) * LINE_HEIGHT
        figure.text(MARGIN / width, y / height, line, color=_colour(line, ink), **FONT)
    return figure


def _frame(figure: Figure, width: float, height: float, ink: Theme) -> None:
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(0, height))
    axes.axis("off")
    shape, size = "round,pad=0,rounding_size=6", (width - 2, height - 2)
    box = FancyBboxPatch((1, 1), *size, boxstyle=shape, fc=ink.band, ec=ink.faint, lw=0.8)
    axes.add_patch(box)


def _colour(line: str, ink: Theme) -> str:
    if line.startswith(CROSS):
        return ink.alarm
    return ink.difference if line.lstrip().startswith("▲") else ink.ink


if __name__ == "__main__":
    main()
