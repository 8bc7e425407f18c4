"""Which schedules are tried: the default, all near it, then random ones; counted, never timed."""

import threading
import time
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from grader import explore
from grader.simulation.strategies import Pct, Portfolio, Pos, Random, Replay, deviating


def tree(arities):
    """A world in which every run makes as many choices, of these numbers of candidates."""

    def run(strategy):
        scheduler = SimpleNamespace(choices=[])
        for count in arities:
            scheduler.choices.append(strategy.pick(scheduler, count))
        return {"choices": list(scheduler.choices), "arities": list(arities)}

    return run


def tried(portfolio, run):
    """Every schedule that a portfolio tries in such a world."""
    schedules, done, found = iter(portfolio), None, []
    while True:
        try:
            how, strategy = schedules.send(done)
        except StopIteration:
            return found
        done = run(strategy)
        portfolio.learn(done["choices"], 1)
        found.append((how, tuple(done["choices"])))


@given(some.lists(some.integers(1, 3), max_size=5))
def test_every_schedule_of_a_small_world_is_tried_once(arities):
    portfolio = Portfolio(10)
    schedules = [choices for _, choices in tried(portfolio, tree(arities))]
    count = 1
    for arity in arities:
        count *= arity
    assert len(schedules) == len(set(schedules)) == count
    assert portfolio.covered["deviations"] == "all"


def test_schedules_with_fewer_deviations_are_tried_first():
    schedules = [choices for _, choices in tried(Portfolio(10), tree([2] * 6))]
    deviations = [sum(map(bool, choices)) for choices in schedules]
    assert deviations == sorted(deviations)
    assert schedules[0] == (0,) * 6


def test_a_limit_of_schedules_is_kept():
    assert len(tried(Portfolio(10, schedules=7), tree([2] * 20))) == 7


def test_half_of_the_budget_goes_to_random_schedules():
    ways = [how for how, _ in tried(Portfolio(0.05), tree([2] * 40))]
    assert ways.index("random") / len(ways) == pytest.approx(0.5, abs=0.05)


def test_new_deviations_come_only_after_those_of_the_prefix():
    assert list(deviating((0, 1), [0, 1, 0, 0], [2, 2, 3, 1])) == [(0, 1, 1), (0, 1, 2)]


@pytest.mark.parametrize(
    "make", [Random, Pos, lambda seed: Pct(seed, 9, 3)], ids=["random", "pos", "pct"]
)
def test_strategies_are_deterministic_given_their_seed(make):
    def choices(seed):
        strategy, scheduler = make(seed), SimpleNamespace(choices=[])
        threads = [SimpleNamespace(id=number) for number in range(3)]
        for _ in range(9):
            scheduler.choices.append(strategy.choose(scheduler, threads))
        return scheduler.choices

    assert choices(5) == choices(5)
    assert len({tuple(choices(seed)) for seed in range(20)}) > 5


@given(some.integers(), some.integers(1, 30), some.integers(2, 4))
def test_pct_always_chooses_one_of_the_candidates(seed, steps, depth):
    strategy, scheduler = Pct(seed, steps, depth), SimpleNamespace(choices=[])
    for count in (1, 2, 3, 2, 1, 4):
        threads = [SimpleNamespace(id=number) for number in range(count)]
        scheduler.choices.append(strategy.choose(scheduler, threads))
        assert 0 <= scheduler.choices[-1] < count


def test_a_replay_ends_in_defaults_and_takes_the_last_where_there_are_fewer():
    assert tree([2, 2, 2, 2])(Replay([1, 9]))["choices"] == [1, 1, 0, 0]


def counting(threads):
    """As many threads that each take one lock."""
    lock = threading.Lock()

    def work():
        with lock:
            pass

    workers = [threading.Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def test_the_same_code_gets_the_same_schedules_under_any_load():
    def covered(_):
        exploration = explore(counting, 3, budget=0.1)
        exploration.each(lambda run: run.returns(None))
        return exploration.runs, exploration.coverage

    assert covered(1) == covered(2)


def test_a_small_program_is_covered_completely():
    exploration = explore(counting, 2)
    exploration.each(lambda run: run.returns(None))
    assert exploration.coverage == f"all {exploration.runs} schedules"
    assert 5 < exploration.runs < 200


def test_confidence_grows_with_the_schedules():
    small, large = (explore(counting, 4, budget=budget) for budget in (0.1, 0.4))
    for exploration in (small, large):
        exploration.each(lambda run: run.returns(None))
    assert 0 < small.confidence(threads=5) < large.confidence(threads=5) < 1


def test_a_budget_is_spent_in_about_its_seconds():
    began = time.monotonic()
    explore(counting, 4, budget=0.2).each(lambda run: run.returns(None))
    assert time.monotonic() - began < 20
