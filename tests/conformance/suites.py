"""CPython's suites: which there are here, and how to run one, simulated or on the real clock."""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from conformance.exceptions import EXCEPTIONS

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("under_simulation.py")
ASYNCIO = ("tasks", "locks", "queues", "timeouts", "waitfor", "taskgroups", "runners")
POOLS = ("as_completed", "wait", "future", "thread_pool", "shutdown")
SUITES = {
    "asyncio": [f"test.test_asyncio.test_{name}" for name in ASYNCIO],
    "queue": ["test.test_queue"],
    "threading": ["test.test_threading", "test.test_thread"],
    "concurrent.futures": [f"test.test_concurrent_futures.test_{name}" for name in POOLS],
    "concurrent.futures (to 3.11)": ["test.test_concurrent_futures"],
}
LONGEST = 240  # seconds


def available(suite: str) -> list[str]:
    """The modules of a suite that this Python brings along."""
    return [name for name in SUITES[suite] if _exists(name)]


def _exists(name: str) -> bool:
    try:
        spec = find_spec(name)
    except ModuleNotFoundError:
        return False
    return spec is not None and not (spec.submodule_search_locations and name == SUITES_PACKAGE)


SUITES_PACKAGE = "test.test_concurrent_futures"  # a package from 3.13 on: its modules are named


def run(modules: list[str], stock: bool = False, leave_out: tuple[str, ...] = ()) -> dict[str, str]:
    """Test id → "passed", "skipped: …", or what went wrong; "world" → how the world ended."""
    left_out = [f"-{name}" for name in (*EXCEPTIONS, *leave_out)]
    where = "--stock" if stock else str(ROOT)
    command = [sys.executable, "-S", "-X", "faulthandler", str(SCRIPT), where, *modules, *left_out]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST, check=False)
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return {line["id"]: line["how"] for line in lines}


def failing(results: dict[str, str]) -> dict[str, str]:
    """Those that neither passed nor were skipped."""
    fine = ("passed", "skipped", "returned")
    return {name: how for name, how in results.items() if not how.startswith(fine)}
