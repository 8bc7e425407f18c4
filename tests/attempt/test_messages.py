"""The judge understands what its children say, and refuses whatever is not exactly that."""

import asyncio
import json
import os
import threading
import time
from contextlib import suppress

import cloudpickle
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports import plain

from grader import calls, log
from grader.attempt import Limits, messages, start
from grader.attempt.history import Event, History, Left, Offer, Place, empty
from grader.attempt.messages import (
    Broken,
    Covered,
    Ending,
    EndReport,
    Explored,
    Finished,
    Outcome,
    Returned,
    RunReport,
    Stuck,
    Told,
    Unsteady,
    decode,
    decode_end,
    value_of,
)
from grader.attempt.protocol import Garbage, utf8
from grader.attempt.values import Opaque, encode

SIMULATED, RECORDED = "grader.attempt.child.simulated", "grader.attempt.child.recorded:record"
RUN = plain(
    events=[[0, 0, "call", "fetch a", None], [3, 0, "called", "fetch a", None, "ok"]],
    lanes=[[0, "main", "thread", None, 0, 3]],
    output=[[1, 0, "text"]],
    log=[[1, 0, {"tuple": [1]}]],
    yields=[[2, "item"]],
    findings=[{"kind": "busy wait", "text": "spins", "where": ["a.py", 3, "f"]}],
    alive=[{"lane": 0, "kind": "task", "why": "", "where": None, "cancelling": 1}],
    waits=[{"lane": 0, "kind": "thread", "why": "lock", "where": None, "holder": 0}],
    offers=[[1, [0, 1]]],
    choices=[0, 1],
)
SAID = {
    RunReport: RUN,
    Explored: RUN | {"type": "explored", "how": "random", "nth": 3},
    Returned: {"type": "returned", "value": 1},
    Broken: {"type": "broken", "outcome": "raised", "error": None},
    Stuck: {"type": "stuck", "place": None, "elapsed": 1, "choices": [], "alone": True},
    Covered: {"type": "covered", "covered": {"deviations": "all", "systematic": 3}, "runs": 3},
    Unsteady: {"type": "unsteady", "first": "['turn', 'put']", "second": "None"},
    Finished: {"type": "finished"},
}
every_type = pytest.mark.parametrize("said", SAID.values(), ids=lambda said: said["type"])


def heard(function, *args, task=f"{SIMULATED}:simulate", options=None, world="simulated"):
    """All messages of a child but its ending."""
    options = {"schedule": [], "granularity": "visible", "budget": 0.1} | (options or {})
    attempt = start(task, (function, args, {}), options, Limits(wall=60, cpu=60), world)
    return list(attempt.messages())[:-1]


@pytest.fixture(autouse=True, scope="module")
def _by_value(request):
    """What this module defines travels by value, as the functions of a notebook do."""
    cloudpickle.register_pickle_by_value(request.module)
    yield
    cloudpickle.unregister_pickle_by_value(request.module)


@pytest.fixture
def bodies(monkeypatch):
    """What children have said as bytes, by the type as which the judge understood it."""
    found = {}

    def noting(body):
        message = decode(body)
        found.setdefault(type(message), []).append(body)
        return message

    monkeypatch.setattr(messages, "decode", noting)
    return found


# -- what real children say -------------------------------------------------------------------


def busy(fetch):
    """A bit of everything that can happen in a run."""

    async def nap():
        time.sleep(0.1)  # holds the loop
        await asyncio.sleep(1)

    async def main():
        left = asyncio.ensure_future(asyncio.sleep(100))
        await nap()
        log((fetch("a"), left.done()))

    thread = threading.Thread(target=time.sleep, args=(1,))
    thread.start()
    asyncio.run(main())
    thread.join()
    print("done")
    return {1, 2}


def both_ways():
    """Two threads that may take a lock in either order."""
    lock, order = threading.Lock(), []

    def take(name):
        with lock:
            order.append(name)

    threads = [threading.Thread(target=take, args=(name,)) for name in "ab"]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return order


def deadlocked():
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()


def endless():
    while True:
        pass


def never_twice_the_same():
    return os.urandom(8)


def too_large():
    return bytearray(10**11)


def test_whatever_a_real_child_says_has_a_type_and_comes_out_as_it_went_in(bodies):
    heard(busy, calls("fetch", a=3))
    heard(both_ways, task=f"{SIMULATED}:explore")
    for function in (deadlocked, endless, never_twice_the_same):
        heard(function)
    heard(abs, -1, task="grader.attempt.child.recorded:call", world="real")
    heard(too_large, task="grader.attempt.child.recorded:call", world="real")
    heard(busy, calls("fetch", a=0), task=RECORDED, options=REAL, world="real")
    assert set(bodies) == set(SAID)
    for body in (body for each in bodies.values() for body in each):
        message = decode(body)
        assert same(decode(msgspec.json.encode(message)), message)


REAL = {"within": 30, "still": None}


def same(one, other):
    """Encoded values are told apart by their bytes."""
    return type(one) is type(other) and msgspec.json.encode(one) == msgspec.json.encode(other)


def test_a_run_is_told_by_attributes():
    *_, run = heard(busy, calls("fetch", a=3))
    assert run.outcome is Told.RETURNED
    assert value_of(run.value) == {1, 2}
    assert [value_of(each.value) for each in run.log] == [("A", False)]
    assert [each.text for each in run.output] == ["done", "\n"]
    assert run.lanes[1].parent == 0
    assert {"spawn", "held", "call", "called", "await", "return"} <= {e.kind for e in run.events}
    assert next(each.duration for each in run.events if each.kind == "held") == 100_000_000
    assert next(each.how for each in run.events if each.kind == "called") == "ok"
    assert next(each.started for each in run.events if each.kind == "spawn") == 1


def test_a_deadlock_tells_its_waits_by_attributes():
    *_, run = heard(deadlocked)
    (wait,) = run.waits
    assert (wait.lane, wait.holder, wait.where.function) == (0, 0, "deadlocked")
    assert wait.where.line - wait.since.line == 1


def test_a_text_that_utf8_cannot_hold_arrives():
    returned, _ = (
        heard(lambda: "a\ud800", task="grader.attempt.child.recorded:call", world="real"),
        None,
    )
    assert value_of(returned[0].value) == "a\ud800"
    (run,) = heard(lambda: print("a\ud800"))
    assert run.output[0].text == "a\\ud800"


# -- what is refused --------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "said"), SAID.items(), ids=lambda each: str(each)[:20])
def test_each_type_is_known_by_its_name(kind, said):
    assert type(decode(utf8(said))) is kind


@every_type
def test_one_field_too_many_is_garbage(said):
    refused(said | {"surprise": 1})


@every_type
def test_no_field_may_be_missing(said):
    optional = {"waits", "offers", "choices", "type"}
    for name in set(said) - optional:
        refused({key: value for key, value in said.items() if key != name})


@every_type
@given(st.data())
def test_a_field_of_another_type_is_garbage(said, data):
    name = data.draw(st.sampled_from(sorted(set(said) - {"value", "error"})))
    other = data.draw(st.sampled_from([None, True, 1.5, "x", [1], {"x": 1}]))
    if type(other) is not type(said[name]) and not (name == "place" and other is None):
        refused(said | {name: other})


@pytest.mark.parametrize(
    "outcome", ["passed", "forged", "killed", "crashed", "stuck", "", "Returned"]
)
def test_an_outcome_that_is_not_the_childs_to_tell_is_garbage(outcome):
    refused(RUN | {"outcome": outcome})
    refused(SAID[Explored] | {"outcome": outcome})
    refused(SAID[Broken] | {"outcome": outcome})


@pytest.mark.parametrize(
    "part",
    [
        {"events": [[0, 0, "bang", "", None]]},
        {"events": [[0, 0, "call", "x"]]},
        {"events": [[0, 0, "call", "x", None, "ok", 0, 0]]},
        {"events": [[0.5, 0, "call", "x", None]]},
        {"events": [["0", 0, "call", "x", None]]},
        {"events": [[0, 0, "call", ["x"], None]]},
        {"events": [[0, 0, "block", "x", ["a.py", 3]]]},
        {"events": [[0, 0, "block", "x", ["a.py", 3, "f", 4]]]},
        {"events": [{"at": 0}]},
        {"events": [[0, 0, "step", "", None]] * 20_001},
        {"lanes": [[0, "main", "planet", None, 0, None]]},
        {"findings": [{"kind": "treasure", "text": "", "where": None}]},
        {"alive": [{"lane": 0, "kind": "zombie", "why": "", "where": None, "cancelling": 0}]},
        {"waits": [{"lane": 0, "kind": "thread", "why": "", "where": None, "rank": 1}]},
        {"output": [[0, 0, None]]},
        {"log": [[0, 0]]},
        {"offers": [[0, [None]]]},
        {"choices": ["0"]},
        {"seconds": "10"},
        {"how": "random"},
        {"type": "forged"},
        {"type": "ending"},
        {"type": None},
    ],
)
def test_a_part_of_another_form_is_garbage(part):
    refused(RUN | part)


@pytest.mark.parametrize(
    "body", [b"", b"5", b"[]", b"{", b"{}", b"\xff", b"[" * 100_000, b'{"type":"run"}', b"null"]
)
def test_what_is_no_message_at_all_is_garbage(body):
    with pytest.raises(Garbage):
        decode(body)


def test_a_value_too_deep_is_garbage():
    body = utf8(SAID[Returned]).replace(b"1", b"[" * 100_000 + b"]" * 100_000)
    with pytest.raises(Garbage):
        decode(body)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=10,
)  # fmt: skip


@every_type
@given(st.data())
def test_whatever_is_changed_it_is_a_message_or_garbage(said, data):
    name = data.draw(st.sampled_from(sorted(said)))
    is_a_message_or_garbage(utf8(said | {name: data.draw(JSON)}))


@given(st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_whatever_comes_is_a_message_or_garbage(body):
    is_a_message_or_garbage(body)


def is_a_message_or_garbage(body):
    with suppress(Garbage):
        assert type(decode(body)) in SAID


def refused(said):
    with pytest.raises(Garbage):
        decode(utf8(said))


# -- outcomes, values, ends -------------------------------------------------------------------


def test_no_outcome_is_passed_and_each_that_a_child_may_tell_is_one_of_the_judges():
    assert "passed" not in {*Outcome, *Told}
    assert {*map(str, Told)} < {*map(str, Outcome)}


def test_outcomes_read_as_text():
    assert repr({Outcome.RETURNED}) == "{'returned'}"
    assert Outcome.LIVE_LOCK == "live-lock"


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.binary()
ANY_TEXT = st.text(st.characters(exclude_categories=()))  # halves of surrogate pairs as well


@given(st.recursive(SCALARS | ANY_TEXT, st.lists, max_leaves=5))
def test_a_value_comes_out_as_it_went_in(value):
    returned = decode(utf8({"type": "returned", "value": encode(value)}))
    assert repr(value_of(returned.value)) == repr(value)


@given(ANY_TEXT)
def test_any_text_arrives_with_halves_of_surrogate_pairs_spelled_out(text):
    told = decode(utf8({"type": "unsteady", "first": text, "second": ""})).first
    assert told == text.encode("utf-8", "backslashreplace").decode()


@pytest.mark.parametrize("raw", [b"1e999", b'{"x": 1}', b'{"int": "no"}', b'{"raised": {}}', b"[["])
def test_a_value_of_an_unknown_form_is_opaque(raw):
    assert value_of(msgspec.Raw(raw)) == Opaque("unknown", "data of an unknown form")


def test_an_empty_history_is_one():
    assert empty() == msgspec.convert(msgspec.to_builtins(empty()), History)
    assert (empty(3, [1]).elapsed, empty(3, [1]).choices) == (3, [1])


def test_rows_are_made_by_the_order_of_their_fields():
    assert Event(1, 2, "block", "lock", Place("a.py", 3, "f")).place.line == 3
    assert Offer(1, [0]).lanes == [0]
    assert Left(lane=0, kind="task", why="", where=None, cancelling=0).kind == "task"


def test_the_end_of_a_child_is_told_by_its_fork_server():
    body = b'{"end":"timed out","limit":"wall","signal":"SIGXCPU","exit":null,"stack":"File"}'
    assert decode_end(body) == EndReport(
        end="timed out", limit="wall", signal="SIGXCPU", stack="File"
    )


@pytest.mark.parametrize(
    "body", [b"{}", b'{"end":"passed"}', b'{"end":"done","why":"so"}', b'{"end":"done","exit":"0"}']
)
def test_any_other_end_is_garbage(body):
    with pytest.raises(Garbage):
        decode_end(body)


def test_a_child_that_ends_without_a_word_has_crashed():
    assert Ending(end="done").outcome is Outcome.CRASHED
    assert Ending(end="killed").outcome is Outcome.KILLED
