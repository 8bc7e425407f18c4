"""Frames come complete, in order, however they were cut on the way; garbage is told."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.attempt import protocol
from grader.attempt.messages import value_of

bodies = st.lists(st.binary(max_size=50), max_size=5)


@given(bodies, st.integers(1, 20))
def test_frames_come_out_as_they_were_put_in_however_they_are_cut(bodies, size):
    stream = b"".join(map(protocol.frame, bodies))
    frames, got = protocol.Frames(), []
    for start in range(0, len(stream), size):
        got += frames.feed(stream[start : start + size])
    assert got == bodies


def test_a_frame_too_large_is_garbage_before_it_is_there():
    with pytest.raises(protocol.Garbage, match="4294967299 bytes"):
        protocol.Frames().feed(b"\xff\xff\xff\xff")


@pytest.mark.parametrize("body", [b"", b"5", b"[]", b"{", b"\xff", b"[" * 100_000, b"1" * 5000])
def test_what_is_no_json_object_is_garbage(body):
    with pytest.raises(protocol.Garbage):
        protocol.decode(body)


@pytest.fixture
def channels():
    """The two ends of a conversation."""
    there, here = os.pipe(), os.pipe()
    yield protocol.Channel(there[0], here[1]), protocol.Channel(here[0], there[1])
    for descriptor in (*there, *here):
        os.close(descriptor)


def test_a_message_arrives(channels):
    one, other = channels
    one.send({"text": "ä\n\0"})
    assert other.receive() == {"text": "ä\n\0"}


def test_a_disabled_channel_sends_nothing(channels):
    one, other = channels
    one.disable()
    one.send({"first": 1})
    one._disabled = False
    one.send({"second": 2})
    assert other.receive() == {"second": 2}


def test_the_end_of_the_conversation_is_none():
    reading, writing = os.pipe()
    os.close(writing)
    assert protocol.Channel(reading, reading).receive() is None
    os.close(reading)


def test_a_conversation_with_a_child(run):
    from grader.attempt import start

    attempt = start(f"{__name__}:echo", (abs, (), {}), world="real")
    heard = attempt.messages()
    for number in range(3):
        attempt.send({"type": "returned", "value": number})
        assert value_of(next(heard).value) == number
    attempt.send({})
    assert next(heard).end == "done"


def echo(_load, channel, _options):
    """A task: send back whatever comes, until it is empty."""
    while message := channel.receive():
        channel.send(message)


def test_a_child_that_talks_without_end_is_ended(run, monkeypatch):
    monkeypatch.setattr("grader.attempt.attempt.MOST_BYTES", 1_000_000)
    heard = run(abs, task=f"{__name__}:talk")
    assert (heard.end, heard.ending.garbage) == ("crashed", True)


def talk(_load, channel, _options):
    """A task: say the same for ever."""
    while True:
        channel.send({"type": "returned", "value": "x" * 1000})


def test_a_message_without_its_seal_is_garbage(channels):
    here, there = channels
    there.seal = "known to the child"
    there.send({"value": 1})
    assert (
        protocol.opened(protocol.read_frame(here.reading), "known to the child") == b'{"value":1}'
    )
    with pytest.raises(protocol.Garbage, match="seal"):
        protocol.opened(b'{"value":1}', "known to the child")
