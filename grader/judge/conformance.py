"""CPython's own tests, with a function of a learner's in the library's place.

    grader conformance my_as_completed answer.py

The last word on chapter 2: the tests that CPython keeps for `concurrent.futures.as_completed`
are run with `my_as_completed` instead, on the real clock.  Some installations leave these tests
out (3.11.7 and 3.12.1 do); then the copy of 3.13's in `data/cpython` is used.
"""

import importlib
import importlib.util
import subprocess
import sys
import unittest
from collections.abc import Callable
from pathlib import Path
from typing import Any

NAME = "my_as_completed"
SUITE = "test_concurrent_futures.test_as_completed"
COPIES = Path(__file__).parents[2] / "data" / "cpython"
SECONDS = 120  # for all tests together: a lost wake-up hangs


class NoSuite(ValueError):
    """CPython has no tests for this name, or they are not here."""


def conforms(name: str, file: Path) -> bool:
    """Run the tests in a process of their own; they write to standard error how it went."""
    if name != NAME:
        raise NoSuite(f"CPython has tests for {NAME}, not for {name}.")
    with file.open():  # an OSError that names the file
        command = [sys.executable, "-m", "grader.judge.conformance", str(file)]
    try:
        return subprocess.run(command, check=False, timeout=SECONDS).returncode == 0
    except subprocess.TimeoutExpired:
        print(f"The last of these tests still hangs after {SECONDS} s.", file=sys.stderr)
        return False


def main(path: str) -> bool:
    """Put the function into the library, then load and run the tests."""
    futures: Any = importlib.import_module("concurrent.futures")
    futures.as_completed = function_in(path)
    tests = unittest.defaultTestLoader.loadTestsFromName(suite())
    return unittest.TextTestRunner(verbosity=2).run(tests).wasSuccessful()


def function_in(path: str) -> Callable[..., object]:
    """What a Python file calls `my_as_completed`."""
    spec = importlib.util.spec_from_file_location("answer", path)
    if spec is None or spec.loader is None:
        raise NoSuite(f"{path} is no Python file.")
    answer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(answer)
    if not hasattr(answer, NAME):
        raise NoSuite(f"{path} defines no {NAME}.")
    function: Callable[..., object] = getattr(answer, NAME)
    return function


def suite() -> str:
    """The tests' module: this Python's own, or the copy."""
    try:
        importlib.import_module(f"test.{SUITE}")
    except ImportError:
        sys.path.insert(0, str(COPIES))
        _suit_older_support()
        return SUITE
    return f"test.{SUITE}"


def _suit_older_support() -> None:
    """Only from 3.13 on can `test.support` tell a build with a thread sanitizer."""
    if sys.version_info < (3, 13):
        support: Any = importlib.import_module("test.support")
        support.check_sanitizer = lambda **_: False


if __name__ == "__main__":
    try:
        sys.exit(not main(sys.argv[1]))
    except NoSuite as nothing:
        sys.exit(str(nothing))
