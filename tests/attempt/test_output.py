"""A beginning and an end are kept of whatever is printed."""

from hypothesis import given
from hypothesis import strategies as st

from grader.attempt.output import Kept


@given(st.lists(st.binary(max_size=30)), st.integers(2, 100))
def test_no_more_than_the_room_is_kept(pieces, room):
    kept = Kept(room)
    for piece in pieces:
        kept.add(piece)
    assert len(kept.head) + len(kept.tail) <= room
    assert kept.size == sum(map(len, pieces))


@given(st.lists(st.text(max_size=10)))
def test_all_is_kept_when_there_is_room(pieces):
    kept = Kept(10_000)
    for piece in pieces:
        kept.add(piece.encode())
    assert kept.text() == "".join(pieces)


def test_a_note_tells_how_much_was_left_out():
    kept = Kept(4)
    kept.add(b"abcdefgh")
    assert kept.text() == "ab\n… 4 bytes left out …\ngh"
