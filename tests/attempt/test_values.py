"""Any object becomes plain data, truly; nothing that it does when asked can change that."""

import collections
import enum
import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.attempt.values import Opaque, Raised, decode, encode


def through(value):
    """What arrives in the judge."""
    return decode(json.loads(json.dumps(encode(value))))


scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
    | st.integers(min_value=2**62).map(lambda n: n**9)
)
keys = scalars | st.tuples(scalars)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner)
        | st.tuples(inner, inner)
        | st.dictionaries(keys, inner)
        | st.sets(keys)
        | st.frozensets(keys)
    ),
    max_leaves=20,
)


@given(values)
def test_built_in_values_arrive_as_they_are(value):
    assert exact(through(value)) == exact(value)


def exact(value):
    """A value with the types of all its parts, so that ``True == 1`` does not hide anything."""
    if isinstance(value, dict):
        return dict, [(exact(key), exact(each)) for key, each in value.items()]
    if isinstance(value, (set, frozenset)):
        return type(value), sorted(map(repr, map(exact, value)))
    if isinstance(value, (list, tuple)):
        return type(value), [exact(each) for each in value]
    return type(value), repr(value)


def test_what_is_not_a_number_arrives():
    assert math.isnan(through(math.nan))
    assert through([math.inf, -math.inf]) == [math.inf, -math.inf]


def test_lone_surrogates_arrive():
    assert through("\ud800") == "\ud800"


def test_an_integer_with_ten_thousand_digits_arrives():
    assert through(10**10_000) == 10**10_000


def test_something_in_itself_comes_to_an_end():
    endless = [1]
    endless.append(endless)
    assert through(endless)[:1] == [1]
    assert isinstance(through(endless)[1], Opaque)


def test_what_is_shared_is_no_cycle():
    shared = [1]
    assert through([shared, shared]) == [[1], [1]]


def test_depth_is_bounded():
    deep = []
    for _ in range(10_000):
        deep = [deep]
    assert "…" in str(through(deep))


def test_size_is_bounded_even_where_sharing_makes_it_explode():
    wide = [0] * 10
    for _ in range(30):
        wide = [wide, wide]
    assert len(json.dumps(encode(wide))) < 100_000_000


def test_a_text_of_a_hundred_million_characters_is_described():
    text = through("x" * 100_000_000)
    assert (text.type_name, len(text.text) < 1000) == ("str", True)


# -- objects of other types ------------------------------------------------------------------


def test_an_object_is_described_without_its_address():
    assert through(object()) == Opaque("object", "<object object>")


def test_content_of_types_made_on_built_in_ones_is_kept():
    point = collections.namedtuple("Point", "x y")(1, 2)
    arrived = through([point, collections.Counter("aab"), collections.OrderedDict(a=1)])
    assert [each.plain for each in arrived] == [(1, 2), {"a": 2, "b": 1}, {"a": 1}]


def test_members_of_enumerations_are_kept_with_their_value():
    colour = enum.IntEnum("Colour", ["RED"]).RED
    assert (through(colour).plain, through(colour).text) == (1, "<Colour.RED: 1>")


class Liar:
    """Says it is a list, equal to everything, and as long as you like."""

    __class__ = list

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0

    def __len__(self):
        return 3

    def __iter__(self):
        return iter([1, 2, 3])


class LyingList(list):
    """A list that shows other contents than it has."""

    def __iter__(self):
        return iter(["expected"])

    def __getitem__(self, index):
        return "expected"

    def __len__(self):
        return 1


class LyingDict(dict):
    """A dict that shows other contents than it has."""

    def items(self):
        return [("expected", 1)]

    __iter__ = keys = values = items


class LyingText(str):  # noqa: SLOT000 (as learners do)
    """A text that shows another one."""

    def __str__(self):
        return "expected"

    __repr__ = __format__ = __str__


class LyingNumber(int):
    """A number that shows another one."""

    def __int__(self):
        return 42

    __index__ = __int__


def test_an_object_is_what_its_type_says_not_what_it_claims():
    assert isinstance(through(Liar()), Opaque)
    assert through(Liar()).plain is None


@pytest.mark.parametrize(
    ("liar", "truth"),
    [
        (LyingList([1, 2]), [1, 2]),
        (LyingDict({1: 2}), {1: 2}),
        (LyingText("truth"), "truth"),
        (LyingNumber(7), 7),
    ],
)
def test_contents_are_what_is_there_not_what_is_shown(liar, truth):
    assert through(liar).plain == truth
    assert type(through(liar).plain) is type(truth)


def test_a_type_cannot_lie_about_its_name():
    class Meta(type):
        def __getattribute__(cls, name):
            return "ValueError"

    class Pretender(metaclass=Meta):
        __module__ = 5

    assert through(Pretender()).type_name.endswith("Pretender")


@pytest.mark.parametrize(
    "answer",
    [
        lambda self: 5,
        lambda self: 1 / 0,
        lambda self: exec("raise SystemExit"),
        lambda self: exec("raise KeyboardInterrupt"),
        lambda self: "x" * 10_000_000,
        lambda self: LyingText("x"),
        repr,
    ],
)
def test_whatever_a_repr_does_there_is_a_description(answer):
    hostile = type("Hostile", (), {"__repr__": answer})
    assert len(through(hostile()).text) <= 2000
    assert through(hostile()).type_name.endswith("Hostile")


def test_a_description_without_end_is_cut():
    assert len(through(type("Long", (), {"__repr__": lambda self: "x" * 9999})()).text) == 2000


# -- exceptions ------------------------------------------------------------------------------


def test_an_exception_arrives_with_its_names_arguments_and_text():
    arrived = through(KeyError("no", 1))
    assert (arrived.type_name, arrived.args, arrived.text) == ("KeyError", ("no", 1), "('no', 1)")
    assert arrived.is_a("KeyError")
    assert arrived.is_a("LookupError")
    assert not arrived.is_a("ValueError")


def test_an_exception_arrives_with_the_lines_it_went_through():
    def inner():
        raise ValueError("no")

    def outer():
        inner()

    arrived = through(raised_by(outer))
    assert [frame.function for frame in arrived.frames] == ["raised_by", "outer", "inner"]
    assert arrived.frames[-1].source == 'raise ValueError("no")'


def test_a_recursion_without_end_is_told_by_its_innermost_lines():
    def dig():
        dig()

    frames = through(raised_by(dig)).frames
    assert (len(frames), frames[-1].function) == (50, "dig")


def test_a_group_arrives_with_its_members():
    group = ExceptionGroup("two", [ValueError(1), ExceptionGroup("one", [KeyError(2)])])
    one, (two,) = through(group).members[0], through(group).members[1].members
    assert (one.type_name, two.type_name) == ("ValueError", "KeyError")


def test_a_cause_arrives_and_so_does_a_context():
    def fail():
        try:
            raise KeyError("first")
        except KeyError as error:
            raise ValueError("then") from error

    assert through(raised_by(fail)).cause.type_name == "KeyError"


def test_an_exception_that_cannot_say_what_it_is_arrives():
    class Mute(Exception):
        def __str__(self):
            raise SystemExit

        args = property(lambda self: 1 / 0)

    arrived = through(Mute("really"))
    assert arrived.type_name.endswith("Mute")
    assert arrived.args == ("really",)
    assert "raises SystemExit" in arrived.text


def test_an_exception_that_is_its_own_cause_comes_to_an_end():
    error = ValueError("round")
    error.__cause__ = error
    assert through(error).type_name == "ValueError"


def raised_by(function):
    try:
        function()
    except (ArithmeticError, LookupError, ValueError, RecursionError) as error:
        return error


# -- the judge's side ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"list": []},
        {"int": "ten"},
        {"int": 5},
        {"float": []},
        {"bytes": 1},
        {"set": [[1]]},
        {"set": 5},
        {"dict": [1]},
        {"dict": [[[], 1]]},
        {"raised": {}},
        {"raised": {"type": 1, "bases": 2}},
        {"opaque": []},
        {"opaque": [1, 2, 3]},
        {"tuple": [1], "list": [2]},
    ],
)
def test_data_that_nobody_encodes_decodes_to_something_opaque(data):
    assert isinstance(decode(data), Opaque)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(
            st.sampled_from(["int", "float", "bytes", "set", "dict", "raised", "opaque", "x"]),
            inner,
        )
    ),
)
HARMLESS = (type(None), bool, int, float, str, bytes, list, tuple, dict, set, frozenset)


@given(json_values)
def test_whatever_arrives_decodes_to_built_in_types(data):
    assert type(decode(data)) in (*HARMLESS, Opaque, Raised)
