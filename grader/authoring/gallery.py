"""The pictures of README and CONTRIBUTING, each from a real run: `python -m grader.authoring.gallery`.

What ends runs for real, under the recorder; what never ends (a deadlock, a lost wake-up) is simulated.
Three files each: for light and for dark pages, and the text lanes. The failure card is what an answer of
`tests/exercises` gets from its exercise's own check.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import cloudpickle

from grader import calls, simulate
from grader.authoring.card_picture import save_card
from grader.judge import judge_file
from grader.recording.record import record_trace
from grader.slow_site import slow_site
from grader.timeline import Timeline
from grader.trace.model import Trace

ROOT = Path(__file__).parents[2]
FOLDER, ANSWERS = ROOT / "data" / "gallery", ROOT / "tests" / "exercises"
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


def main() -> None:
    """Make all pictures anew."""
    examples = load(FOLDER / "examples.py")
    save("threads_on_io", "Threads that wait overlap", downloads(examples))
    for name, title in RECORDED.items():
        save(name, title, recorded(getattr(examples, name)))
    for name, title in SIMULATED.items():
        save(name, title, simulated(getattr(examples, name)))
    failure_card()


def load(path: Path) -> ModuleType:
    """The examples as a module that worker processes find by its name, and simulations by value."""
    spec: Any = importlib.util.spec_from_file_location(path.stem, path)
    module = sys.modules[path.stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    cloudpickle.register_pickle_by_value(module)
    return module


def downloads(examples: ModuleType) -> Timeline:
    """Eight files from a slow site; its own thread is not part of the picture."""
    with slow_site(every=0.1) as site:
        return recorded(examples.threads_on_io, [f"{site}/{name}" for name in "abcdefgh"])


def recorded(function: Callable[..., Any], *args: Any) -> Timeline:
    """The trace of a real run; an error in it is an error here."""
    recording = record_trace(function, args)
    if recording.error is not None:
        raise recording.error
    return recording.trace


def simulated(function: Callable[..., Any], *args: Any) -> Timeline:
    """The trace of a run in virtual time; an error in it is an error here."""
    run = simulate(function, *args)
    if run.outcome == "raised":
        raise RuntimeError(run.error)
    return run.trace


def failure_card() -> None:
    """The card of a wrong answer, and the picture of the same call: a right answer's run, and below it this one's."""
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
    """The call of the exercise's check."""
    return simulated(answer.download_all, calls("fetch", a=3, b=1, c=2), ["a", "b", "c"], 2)


def save(name: str, title: str, trace: Timeline, expected: Trace | None = None) -> None:
    """Both themes, and the text."""
    for theme in ("light", "dark"):
        trace.draw(expected, theme=theme, title=title).save(FOLDER / f"{name}_{theme}.svg")
    text = trace.to_text(expected=expected)
    (FOLDER / f"{name}.txt").write_text(f"{title}\n\n{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
