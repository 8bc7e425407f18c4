"""Count the planted bugs that are found within the default budget, and the schedules that each bug needs.

    uv run python benchmarks/bug_finding.py

Every bug of tests/corpus is explored until it is found; every fixed twin is explored to the end of the budget.
With ``--keep`` the failing schedules are written to tests/corpus/tokens.json, for the tests to
replay on every version of Python.
"""

import json
import sys
import time
from pathlib import Path

TESTS = Path(__file__).parents[1] / "tests"
sys.path.insert(0, str(TESTS))

from corpus import CASES  # noqa: E402

from grader import explore, simulate  # noqa: E402
from grader.failure import Failure  # noqa: E402
from grader.verbs.schedule import token  # noqa: E402


def search(case, function):
    """Return the exploration, and True if the exploration has found a failure."""
    exploration = explore(function, granularity=case.granularity)
    try:
        exploration.each(case.holds)
    except Failure:
        return exploration, True
    return exploration, False


def keep(tokens) -> None:
    """Write each failing schedule, with its outcome and result, to tests/corpus/tokens.json."""
    rows = {}
    for name, schedule in sorted(tokens.items()):
        case = CASES[name]
        run = simulate(case.bug, schedule=schedule, granularity=case.granularity)
        rows[name] = {"schedule": schedule, "outcome": run.outcome, "result": run.result}
    path = TESTS / "corpus" / "tokens.json"
    path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Print a row for each case, and the totals."""
    tokens: dict[str, str] = {}
    began, found, alarms, needed = time.perf_counter(), 0, 0, []
    print(f"{'bug':<52} {'points':<8} {'found after':>11}  {'smallest':<22} twin: no alarm in")
    for case in CASES.values():
        wrong, caught = search(case, case.bug)
        right, alarm = search(case, case.fixed)
        found, alarms = found + caught, alarms + alarm
        needed += [wrong.found_after] if caught else []
        how = f"{wrong.found_after}" if caught else f"not in {wrong.runs}"
        if caught:
            tokens[case.name] = token(wrong.smallest or [])
        smallest = token(wrong.smallest or []) or "the default" if caught else ""
        twin = "FALSE ALARM" if alarm else right.coverage
        print(f"{case.name:<52} {case.granularity:<8} {how:>11}  {smallest:<22} {twin}")
    middle = sorted(needed)[len(needed) // 2]
    print(f"\nfound {found} of {len(CASES)}; false alarms: {alarms} of {len(CASES)} twins")
    print(f"schedules needed: median {middle}, at most {max(needed)}")
    if "--keep" in sys.argv:
        keep(tokens)
    print(f"Python {sys.version.split()[0]}, {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
