"""Run CPython's own concurrency tests in virtual time and on the real clock, and compare the wall times.

    uv run python benchmarks/cpython_suites.py

Both sides run the same tests, without the exceptions listed in tests/conformance/exceptions.py.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from conformance.suites import SUITES, available, failing, run


def timed(modules: list[str], stock: bool) -> tuple[float, int, int]:
    """Return the seconds taken, the number of tests that passed or were skipped, and that of all others."""
    began = time.perf_counter()
    results = run(modules, stock=stock)
    results.pop("world", None)
    wrong = len(failing(results))
    return time.perf_counter() - began, len(results) - wrong, wrong


def main() -> None:
    """Print a row for each suite."""
    print(f"Python {sys.version.split()[0]}")
    print(f"{'suite':<30} {'virtual':>18} {'stock':>18} {'ratio':>7}")
    for suite in SUITES:
        if modules := available(suite):
            mine, theirs = timed(modules, stock=False), timed(modules, stock=True)
            cells = [f"{ok} ok {bad} bad {seconds:6.1f} s" for seconds, ok, bad in (mine, theirs)]
            print(f"{suite:<30} {cells[0]:>18} {cells[1]:>18} {theirs[0] / mine[0]:6.1f}×")


if __name__ == "__main__":
    main()
