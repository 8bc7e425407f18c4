"""Every planted bug is found, no fixed twin is blamed, and what was found can be seen again."""

import json
from pathlib import Path

import pytest

from corpus import CASES
from grader import explore, simulate
from grader.failure import Failure

TOKENS = json.loads(Path(__file__).with_name("tokens.json").read_text())
SHORT = 0.15  # of a budget, for the twins; benchmarks/bug_finding.py spends a whole one on each

every_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


@every_case
def test_a_bug_is_found_within_the_default_budget(case):
    with pytest.raises(Failure):
        explore(case.bug, granularity=case.granularity).each(case.holds)


@pytest.mark.thorough
@every_case
def test_its_fixed_twin_is_not_blamed(case):
    explore(case.fixed, granularity=case.granularity, budget=SHORT).each(case.holds)


@every_case
def test_a_failing_schedule_is_the_same_on_every_version_of_python(case):
    kept = TOKENS[case.name]
    run = simulate(case.bug, schedule=kept["schedule"], granularity=case.granularity)
    assert [run.outcome, run.result] == [kept["outcome"], kept["result"]]


def test_there_are_at_least_25_and_each_has_a_twin_and_a_token():
    assert len(CASES) >= 25
    assert all(case.fixed for case in CASES.values())
    assert set(TOKENS) == set(CASES)
