"""Measure schedules per second, side by side with the other tools that can run the case, in one run.

    uv run --with frontrun==0.7.0 --with detangle==0.1.0 python benchmarks/schedules.py

On Python 3.12 and later, add ``--with interleave-test==0.1.0``.  A tool that is not installed is
left out; "cannot" says that the tool gives up on the case or reports a failure where there is none.
Every figure is the best of three rounds, each in a process of its own on one core, with random schedules.
Seconds are processor time, so other work on the machine changes a figure little.  "child" is the
engine alone, which explores inside a child process.  "explore" is ``explore(...)`` called as in a notebook;
its seconds are real time, and include starting the child, pickling and digests.
"""

import json
import os
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent
CASES = (
    "two threads and a lock",
    "pool of three, as_completed",
    "opcode points",
    "asyncio, reordered",
)
COLUMNS = ("child", "explore", "frontrun", "interleave-test", "detangle")
NEEDS = {"frontrun": "frontrun", "interleave-test": "interleave_test", "detangle": "detangle"}
AIMS = {CASES[0]: 2500, CASES[1]: 1500}
ROUNDS, LONGEST = 3, 120


def measure(column: str, case: str) -> float | str:
    """Return the schedules per second, or the word for why there are none."""
    program = "peers.py" if column in NEEDS else "ours.py"
    command = [sys.executable, str(HERE / "rates" / program), column, case]
    if column == "child":
        command.insert(1, "-S")  # without site, which imports modules that the leaves replace
    if column == "frontrun":
        command[:0] = [str(Path(sys.executable).with_name("frontrun"))]
    environment = os.environ | {"PYTHONPATH": str(HERE.parent), "PYTHONHASHSEED": "0"}
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=LONGEST, check=False, env=environment
        )
    except subprocess.TimeoutExpired:
        return "hangs"
    lines = [line for line in done.stdout.splitlines() if line.startswith('{"rate"')]
    return json.loads(lines[-1])["rate"] if lines else "cannot"


def best(column: str, case: str) -> float | str:
    """Return the best rate of several rounds; a tool that cannot run the case is tried once."""
    rates: list = []
    for _ in range(ROUNDS):
        rate = measure(column, case)
        if isinstance(rate, str):
            return rate
        rates.append(rate)
    return max(rates)


def main() -> None:
    """Print a row for each case."""
    there = [each for each in COLUMNS if each not in NEEDS or find_spec(NEEDS[each])]
    print(f"Python {sys.version.split()[0]}, load {os.getloadavg()[0]:.1f}; schedules per second")
    print(f"{'':<29}" + "".join(f"{column:>17}" for column in there) + "   aim")
    began = time.perf_counter()
    for case in CASES:
        rates = [best(column, case) for column in there]
        cells = [rate if isinstance(rate, str) else f"{rate:,.0f}" for rate in rates]
        aim = f"{AIMS[case]:,}" if case in AIMS else ""
        print(f"{case:<29}" + "".join(f"{cell:>17}" for cell in cells) + f"   {aim}", flush=True)
    print(f"{time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
