"""Run CPython's own tests with a learner's function in the place of the library's.

    grader conformance my_as_completed answer.py

CPython's tests of `concurrent.futures.as_completed` are run on the real clock, with the learner's
`my_as_completed` instead of it. Some installations leave these tests out (3.11.7 and 3.12.1 do);
then the copy of 3.13's tests in `data/cpython` is used.
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
TIMEOUT = 120
"""Seconds for all tests together: a lost wake-up makes a test hang."""


class NoSuite(ValueError):
    """CPython has no tests for this name, or the file does not define it."""


def conforms(name: str, file: Path) -> bool:
    """Return True if the function passes; a process of its own runs the tests and reports to stderr."""
    if name != NAME:
        raise NoSuite(f"CPython has tests for {NAME}, not for {name}.")
    with file.open():  # raises an OSError that names the file
        command = [sys.executable, "-m", "grader.judge.conformance", str(file)]
    try:
        return subprocess.run(command, check=False, timeout=TIMEOUT).returncode == 0
    except subprocess.TimeoutExpired:
        print(f"The last of these tests still hangs after {TIMEOUT} s.", file=sys.stderr)
        return False


def main(path: str) -> bool:
    """Put the function into the library, run the tests, and return True if all of them pass."""
    futures: Any = importlib.import_module("concurrent.futures")
    futures.as_completed = function_in(path)
    tests = unittest.defaultTestLoader.loadTestsFromName(suite())
    return unittest.TextTestRunner(verbosity=2).run(tests).wasSuccessful()


def function_in(path: str) -> Callable[..., object]:
    """Return the function `my_as_completed` of a Python file."""
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
    """Return the name of the tests' module: this Python's own, or that of the copy."""
    try:
        importlib.import_module(f"test.{SUITE}")
    except ImportError:
        sys.path.insert(0, str(COPIES))
        _add_check_sanitizer()
        return SUITE
    return f"test.{SUITE}"


def _add_check_sanitizer() -> None:
    """Give `test.support` the function that the copied tests call; Python has it from 3.13 on."""
    if sys.version_info < (3, 13):
        support: Any = importlib.import_module("test.support")
        support.check_sanitizer = lambda **_: False


if __name__ == "__main__":
    try:
        sys.exit(not main(sys.argv[1]))
    except NoSuite as error:
        sys.exit(str(error))
