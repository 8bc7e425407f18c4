"""Schedules as text, and made small."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from grader.verbs.schedule import parse, shrink, token, trimmed

schedules = some.lists(some.integers(0, 3) | some.just(0), max_size=40)


@given(schedules)
def test_a_token_means_its_schedule(choices):
    assert trimmed(parse(token(choices))) == trimmed(choices)


@given(schedules)
def test_a_token_of_a_token_is_itself(choices):
    assert token(parse(token(choices))) == token(choices)


def test_tokens_are_short():
    assert token([]) == token([0, 0, 0]) == ""
    assert token([0, 0, 1, 0]) == "0.0.1"
    assert token([0] * 12 + [2]) == "0x12.2"


@pytest.mark.parametrize("wrong", ["1.a", "x", "0x", "-1", "1,2", "0x1x2", "0.0x-3"])
def test_what_is_no_token_is_refused(wrong):
    with pytest.raises(ValueError, match="is no schedule"):
        parse(wrong)


def test_a_list_is_taken_as_it_is():
    assert parse([0, 1, 2]) == [0, 1, 2]


@given(schedules.filter(any))
def test_what_always_fails_shrinks_to_the_default(choices):
    assert shrink(choices, lambda candidate: True) == []


@given(some.sets(some.integers(0, 30), min_size=1, max_size=3), schedules)
def test_only_what_is_needed_is_kept(needed, noise):
    choices = [*noise, *[0] * 31][:31]
    for place in needed:
        choices[place] = choices[place] or 1

    def fails(candidate):
        padded = [*candidate, *[0] * 31]
        return all(padded[place] for place in needed)

    smallest = shrink(choices, fails)
    assert fails(smallest)
    assert {place for place, choice in enumerate(smallest) if choice} <= needed


@given(schedules.filter(any), some.integers(0, 20))
def test_no_more_replays_than_allowed(choices, most):
    count = 0

    def fails(candidate):
        nonlocal count
        count += 1
        return sum(candidate) % 2 == sum(choices) % 2

    smallest = shrink(choices, fails, most)
    assert count <= most
    assert smallest == trimmed(choices) or fails(smallest)
