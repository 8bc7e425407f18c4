"""A beginning and an end are kept of whatever is printed."""

from hypothesis import given
from hypothesis import strategies as st

from grader.attempt.output import BoundedBuffer


@given(st.lists(st.binary(max_size=30)), st.integers(2, 100))
def test_no_more_than_the_capacity_is_kept(pieces, capacity):
    buffer = BoundedBuffer(capacity)
    for piece in pieces:
        buffer.add(piece)
    assert len(buffer.head) + len(buffer.tail) <= capacity
    assert buffer.size == sum(map(len, pieces))


@given(st.lists(st.text(max_size=10)))
def test_all_is_kept_when_there_is_room(pieces):
    buffer = BoundedBuffer(10_000)
    for piece in pieces:
        buffer.add(piece.encode())
    assert buffer.text() == "".join(pieces)


def test_a_note_tells_how_much_was_left_out():
    buffer = BoundedBuffer(4)
    buffer.add(b"abcdefgh")
    assert buffer.text() == "ab\n… 4 bytes left out …\ngh"
