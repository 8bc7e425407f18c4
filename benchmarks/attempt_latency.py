"""Measure how long an attempt takes from the judge's question to the child's end: warm fork or new process.

    uv run python benchmarks/attempt_latency.py

A row for each way and world shows, in milliseconds, the median and the worst of many attempts that do nothing,
and the first attempt, which also starts the fork server.
"""

import os
from statistics import median
from time import perf_counter

from grader.attempt import start
from grader.attempt.forkserver_client import fork_servers

TASKS = {
    "real": ("grader.attempt.child.recorded:call", {}),
    "simulated": ("grader.attempt.child.simulated:simulate", {"schedule": []}),
}
ATTEMPTS = {"warm fork": 100, "new process": 10}


def main() -> None:
    """Print a row of times for every way in every world."""
    print(f"{'':24}{'first':>10}{'median':>10}{'worst':>10}   milliseconds")
    for way, attempts in ATTEMPTS.items():
        os.environ["GRADER_NO_FORK"] = "1" if way == "new process" else ""
        for world in TASKS:
            first, *others = (attempt(world) for _ in range(attempts + 1))
            numbers = (first, median(others), max(others))
            print(f"{way + ', ' + world:24}" + "".join(f"{each * 1000:10.1f}" for each in numbers))
    fork_servers.close()


def attempt(world: str) -> float:
    """Return the seconds that one attempt takes."""
    task, options = TASKS[world]
    began = perf_counter()
    *_, ending = start(task, (abs, (-1,), {}), options, world=world).messages()
    assert ending.end == "done", ending
    return perf_counter() - began


if __name__ == "__main__":
    main()
