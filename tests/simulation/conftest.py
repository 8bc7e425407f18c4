"""Fixtures of the tests of the simulation, which look from the judge's side at what a child saw."""

from pathlib import Path

import cloudpickle
import pytest

from grader import simulate


@pytest.fixture(autouse=True, scope="module")
def _by_value(request):
    """What a test module defines travels by value, as the functions of a notebook do."""
    cloudpickle.register_pickle_by_value(request.module)
    yield
    cloudpickle.unregister_pickle_by_value(request.module)


@pytest.fixture
def line_of():
    """The number of the line of a test's file that ends in ``# mark``."""

    def find(function, mark):
        lines = Path(function.__code__.co_filename).read_text(encoding="utf-8").splitlines()
        return next(n for n, line in enumerate(lines, 1) if line.endswith(f"# {mark}"))

    return find


@pytest.fixture
def findings():
    """The findings of a run as ``{kind: text}``."""
    return lambda run: {finding.kind: finding.text for finding in run.findings}


@pytest.fixture
def value():
    """What a function returns in virtual time."""

    def run(function, *args, **options):
        run = simulate(function, *args, **options)
        assert run.outcome == "returned", (run.outcome, run.error)
        return run.result

    return run
