"""Lanes in plain text say all that the picture says."""

import subprocess
import sys

import pytest
import traces

from grader.timeline import Timeline
from grader.timeline.excerpt import to_table
from grader.trace import Lane, Mark


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
    race = Timeline([Lane("t-1", marks=steps[:1]), Lane("t-2", marks=steps[1:])])
    assert to_table(race, 40) == [
        "t-1                 t-2",
        "old = counter",
        " " * 20 + "old = counter",
    ]


def race(*turns):
    """Each turn: a thread's name and its rows."""
    marks = {name: [] for name, *_ in turns}
    for order, (name, row) in enumerate((name, row) for name, *rows in turns for row in rows):
        label, _, detail = row.partition(" | ")
        marks[name].append(Mark(0, "step", label, None, order, detail))
    return Timeline([Lane(name, marks=each) for name, each in marks.items()])


def rows(trace, room=40):
    return [line.strip() for line in to_table(trace, 78, room)[1:]]


def test_a_table_too_long_for_its_place_shows_the_latest_turns():
    turns = [("a", "1 x", "2 y"), ("b", "3 z"), ("a", "4 v")]
    assert rows(race(*turns), 3) == ["2 y", "3 z", "4 v"]


def test_of_a_long_turn_it_shows_the_first_step_and_the_last_ones():
    turns = [("a", "1 x"), ("b", "3 f", "4 g", "5 h", "6 i", "7 j"), ("a", "2 y")]
    assert rows(race(*turns), 5) == ["1 x", "3 f", "… 6 i", "7 j", "2 y"]


def test_a_thread_that_does_nothing_in_what_is_shown_has_no_column():
    turns = [("early", "9 x"), ("a", "1 x"), ("b", "2 y")]
    assert to_table(race(*turns), 40, 2)[0] == "a                   b"


def test_a_line_run_in_one_go_is_one_row():
    assert rows(race(("a", "1 n += 1 | reads n", "1 n += 1 | writes n"))) == ["1 n += 1"]


def test_a_line_that_others_interrupt_tells_its_parts():
    turns = [("a", "1 n += 1 | reads n"), ("b", "7 n = 0"), ("a", "1 n += 1 | writes n")]
    assert rows(race(*turns)) == ["1 reads n: n += 1", "7 n = 0", "1 writes n: n += 1"]


def test_text_lanes_need_no_matplotlib():
    program = (
        "import sys, grader.verbs.explore, grader.timeline.text; print('matplotlib' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
