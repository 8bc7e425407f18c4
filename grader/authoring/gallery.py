"""The pictures of README and CONTRIBUTING, each from a real run: `python -m grader.authoring.gallery`.

What ends runs for real, under the recorder; what never ends (a deadlock, a lost wake-up) is simulated.
Three files each: for light and for dark pages, and the text lanes.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import cloudpickle

from grader import simulate
from grader.recording.record import record_trace
from grader.slow_site import slow_site
from grader.trace import Trace

FOLDER = Path(__file__).parents[2] / "data" / "gallery"
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
    yours, expected = (pool_of(examples, workers) for workers in (1, 2))
    save("comparison", "One worker where two were asked for", yours, expected)


def load(path: Path) -> ModuleType:
    """The examples as a module that worker processes find by its name, and simulations by value."""
    spec: Any = importlib.util.spec_from_file_location(path.stem, path)
    module = sys.modules[path.stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    cloudpickle.register_pickle_by_value(module)
    return module


def downloads(examples: ModuleType) -> Trace:
    """Eight files from a slow site; its own thread is not part of the picture."""
    with slow_site(every=0.1) as site:
        return recorded(examples.threads_on_io, [f"{site}/{name}" for name in "abcdefgh"])


def recorded(function: Callable[..., Any], *args: Any) -> Trace:
    """The trace of a real run; an error in it is an error here."""
    recording = record_trace(function, args)
    if recording.error is not None:
        raise recording.error
    return recording.trace


def simulated(function: Callable[..., Any], *args: Any) -> Trace:
    """The trace of a run in virtual time; an error in it is an error here."""
    run = simulate(function, *args)
    if run.outcome == "raised":
        raise RuntimeError(run.error)
    return run.trace


def pool_of(examples: ModuleType, workers: int) -> Trace:
    """Three downloads in virtual time."""
    return simulated(examples.download_all, examples.fetch_abc, workers)


def save(name: str, title: str, trace: Trace, expected: Trace | None = None) -> None:
    """Both themes, and the text."""
    for theme in ("light", "dark"):
        trace.draw(expected, theme=theme, title=title).save(FOLDER / f"{name}_{theme}.svg")
    text = trace.to_text(expected=expected)
    (FOLDER / f"{name}.txt").write_text(f"{title}\n\n{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
