"""Lanes in plain text say all that the picture says."""

import pytest

from grader.timeline.table import to_table
from grader.trace import Lane, Mark, Trace

from . import traces


def test_each_lane_is_a_line_of_labelled_bars():
    assert (
        traces.late().to_text(60, legend=False)
        == """\
main        ┄future.result┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
  worker-0  ┣fetch a━━━━━━━━━━━━━━━━━━━━━━━━━━━┫·sleep 1····
  worker-1  ┣fetch b━━━┫┄lock (hel…┄┣fetch c━━━━▾━━━━━━━━━━┫
            0 s         1 s         2 s         3 s      4 s"""
    )


def test_plain_text_needs_no_unicode():
    text = traces.late().to_text(plain=True, expected=traces.expected())
    assert text.isascii()


def test_expected_and_yours_are_laid_one_above_the_other():
    lines = traces.late().to_text(expected=traces.expected()).splitlines()
    assert [lines[0], lines[4], lines[8].strip()] == [
        "expected",
        "yours",
        "▲ expected here: fetch c starts",
    ]


def test_a_deadlock_says_who_waits_for_whom_and_where():
    lines = traces.deadlock().to_text().splitlines()
    assert "worker-1 waits for worker-2: lock b (held by worker-2), line 4" in lines
    assert "worker-2 waits for worker-1: lock a (held by worker-1), line 8" in lines


def test_many_lanes_fold_into_one_that_shows_how_many_are_busy():
    lines = traces.crowd().to_text(lanes=10).splitlines()
    assert len(lines) <= 13
    assert "more task-… ▁" in " ".join(lines[-3].split())


@pytest.mark.parametrize("width", [40, 78, 120])
@pytest.mark.parametrize("make", [traces.late, traces.deadlock, traces.crowd, traces.all_states])
def test_no_line_is_wider_than_asked(make, width):
    lanes = make().to_text(width, legend=False).splitlines()
    assert max(len(line) for line in lanes if " waits for " not in line) <= width


def test_a_race_is_a_table_with_a_column_for_each_thread():
    steps = [Mark(0, "step", "old = counter", None, n) for n in (1, 2)]
    race = Trace([Lane("t-1", marks=steps[:1]), Lane("t-2", marks=steps[1:])])
    assert to_table(race, 40) == [
        "t-1                 t-2",
        "old = counter",
        " " * 20 + "old = counter",
    ]


def test_a_table_too_long_for_its_place_shows_the_end():
    steps = [Mark(0, "step", f"line {n}", None, n) for n in range(9)]
    assert to_table(Trace([Lane("t-1", marks=steps)]), 40, 2) == ["t-1", "line 7", "line 8"]
