"""Calls that cannot be controlled are refused by name and line, and never called a deadlock."""

import concurrent.futures
import importlib
import multiprocessing
import os
import select
import subprocess
import sys

import pytest

from grader import simulate
from grader.failure import Failure

CALLS = {
    "ProcessPoolExecutor": lambda: concurrent.futures.ProcessPoolExecutor(1),
    "Process.start": lambda: multiprocessing.Process(target=print).start(),
    "subprocess.Popen": lambda: subprocess.run(["true"], check=True),
    "os.system": lambda: os.system("true"),
    "os.forkpty": lambda: os.forkpty()[0],
    "input": lambda: input("name? "),
    "select.poll": lambda: select.poll().poll(),
}
if sys.version_info >= (3, 14):
    CALLS["InterpreterPoolExecutor"] = lambda: concurrent.futures.InterpreterPoolExecutor(1)


@pytest.mark.parametrize("name", CALLS)
def test_a_call_that_cannot_be_controlled_is_refused_by_name_and_line(name):
    run = simulate(CALLS[name])
    assert run.outcome == "uncontrolled"
    with pytest.raises(Failure, match="calls what cannot be simulated") as caught:
        run.returns(None)
    line = CALLS[name].__code__.co_firstlineno
    assert f"{name} cannot run in virtual time" in str(caught.value)
    assert f"test_unsupported.py:{line}" in str(caught.value)


def test_catching_everything_does_not_get_around_a_refusal():
    def main():
        try:
            os.fork()
        except BaseException:  # noqa: BLE001 (that is the point)
            return "got around it"

    assert simulate(main).outcome == "uncontrolled"


def test_uvloop_cannot_be_imported():
    simulate(lambda: importlib.import_module("uvloop")).raises(ModuleNotFoundError)


def test_computing_without_end_is_not_called_a_deadlock(line_of):
    def main():
        number = 0
        while True:  # for ever
            number += 1

    run = simulate(main)
    assert run.outcome in ("stuck", "timed out")
    with pytest.raises(Failure, match="endless loop"):
        run.returns(None)


def test_a_process_that_ends_itself_is_reported_with_its_exit_code():
    with pytest.raises(Failure, match="exit code 3"):
        simulate(lambda: os._exit(3)).returns(None)
