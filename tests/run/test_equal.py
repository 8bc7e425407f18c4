"""Equal in the judge: the same contents of the same types, whatever the learner's `__eq__` says."""

import collections
import math
import queue

import pytest

from grader.attempt.values import decode, encode
from grader.run.results import same


def arrived(value):
    return decode(encode(value))


class EqualToAll:
    """Would pass every comparison, if it were asked."""

    def __eq__(self, other):
        return True

    def __hash__(self):
        return hash("a")


class EqualList(list):
    """A list that would pass every comparison, if it were asked."""

    __eq__ = EqualToAll.__eq__
    __hash__ = EqualToAll.__hash__


EQUAL = [
    (None, None),
    (3, 3.0),
    (math.nan, math.nan),
    ([1, (2, {"a": b"x"})], [1, (2, {"a": b"x"})]),
    ({1, 2}, {2, 1}),
    ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
    ({"a": 2}, collections.Counter("aa")),
    ((1, 2), collections.namedtuple("Point", "x y")(1, 2)),
    ([1], EqualList([1])),
    (ValueError("no"), ValueError("no")),
    ([1, KeyError("k")], [1, KeyError("k")]),
    (ExceptionGroup("g", [ValueError(1)]), ExceptionGroup("g", [ValueError(1)])),
    (ValueError, ValueError("any")),
    (LookupError, KeyError("any")),
    (queue.Empty, queue.Empty()),
]
DIFFERENT = [
    (1, True),
    ([1], (1,)),
    ({1}, {True}),
    ({1: "a"}, {True: "a"}),
    ([1, 2], [1]),
    ("1", 1),
    (b"a", "a"),
    ([2], EqualList([1])),
    ("a", EqualToAll()),
    ({"a": 1}, {EqualToAll(): 1}),
    ({"a"}, {EqualToAll()}),
    (object(), object()),
    (ValueError("no"), ValueError("yes")),
    (ValueError("no"), KeyError("no")),
    (ValueError("no"), "no"),
    (ValueError(1), ValueError(True)),
    (ExceptionGroup("g", [ValueError(1)]), ExceptionGroup("g", [ValueError(2)])),
    (ValueError, KeyError("any")),
    (ValueError, ValueError),
]


@pytest.mark.parametrize(("expected", "got"), EQUAL)
def test_the_same(expected, got):
    assert same(expected, arrived(got))


@pytest.mark.parametrize(("expected", "got"), DIFFERENT)
def test_not_the_same(expected, got):
    assert not same(expected, arrived(got))
