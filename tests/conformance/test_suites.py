"""The simulation's specification: CPython's own tests, unmodified, in virtual time."""

import pytest
from conformance.exceptions import EXCEPTIONS
from conformance.suites import SUITES, available, failing, run

LONG = [suite for suite in SUITES if suite not in ("queue", "threading")]


@pytest.mark.parametrize(
    "suite",
    [
        pytest.param(suite, marks=[pytest.mark.thorough] if suite in LONG else [])
        for suite in SUITES
    ],
)
def test_cpythons_own_tests_pass_in_virtual_time(suite):
    modules = available(suite)
    if not modules:
        pytest.skip(f"this Python comes without {', '.join(SUITES[suite])}")
    results = run(modules)
    wrong = failing(results)
    if wrong:  # a test that fails here on the real clock as well proves nothing
        wrong = {
            name: how for name, how in wrong.items() if name in _wrong_on_the_real_clock(wrong)
        }
    assert results["world"] == "returned"
    assert len(results) > 20
    assert not wrong


def _wrong_on_the_real_clock(wrong):
    stock = failing(run([name for name in wrong if name.startswith("test.")], stock=True))
    return [name for name in wrong if name not in stock]


def test_every_exception_has_its_reason():
    assert all(len(reason) > 20 for reason in EXCEPTIONS.values())
