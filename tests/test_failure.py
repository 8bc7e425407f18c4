"""A failure card says everything in twelve lines of eighty columns."""

import pytest
from IPython.core.interactiveshell import InteractiveShell

from grader.failure import Failure, card
from grader.trace import Arrow, Lane, Span, Trace
from grader.units import SECOND


def trace(*lanes):
    return Trace(
        [
            Lane(
                name,
                "thread",
                [Span(a * SECOND, b * SECOND, "call", label) for a, b, label in calls],
            )
            for name, *calls in lanes
        ]
    )


EXPECTED = trace(
    ("worker-0", (0, 3, "fetch a")), ("worker-1", (0, 1, "fetch b"), (1, 3, "fetch c"))
)
LATE = trace(("worker-0", (0, 3, "fetch a")), ("worker-1", (0, 1, "fetch b"), (2, 4, "fetch c")))


def test_a_card_of_expected_and_yours_marks_the_first_difference():
    text = card(
        "simulate(download_all, fetch, 'abc', workers=2)",
        "takes 3 s: took 4 s",
        trace=LATE,
        why="fetch c starts 1 s late.",
        where="answer.py:7",
        hint="open hint 2",
        expected_trace=EXPECTED,
    )
    assert (
        text
        == """\
simulate(download_all, fetch, 'abc', workers=2)
takes 3 s: took 4 s
expected  ┣fetch a━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┫
          ┣fetch b━━━━━━━━━┫┣fetch c━━━━━━━━━━━━━━━━━━━━━━━━━┫
yours     ┣fetch a━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┫
          ┣fetch b━━━━━━━━━┫                 ┣fetch c━━━━━━━━━━━━━━━━━━━━━━━━━━┫
                            ▲ expected here: fetch c starts
          0 s               1 s              2 s              3 s            4 s
fetch c starts 1 s late.
Look at answer.py:7.  Hint: open hint 2"""
    )


def test_a_card_of_a_deadlock_says_who_waits_for_whom():
    waiting = [
        Lane(f"w-{n}", "thread", [Span(0, SECOND, "waiting", f"lock {n}", f"line {n}")])
        for n in (1, 2)
    ]
    arrows = [Arrow("w-1", 0, "w-2", 0, "waits-for"), Arrow("w-2", 0, "w-1", 0, "waits-for")]
    text = card("simulate(transfer)", "deadlock", trace=Trace(waiting, arrows))
    assert "w-1 waits for w-2: lock 1, line 1\nw-2 waits for w-1: lock 2, line 2" in text


@pytest.mark.parametrize("lanes", [0, 1, 3, 200])
@pytest.mark.parametrize("compared", [False, True])
def test_a_card_is_never_larger_than_twelve_lines_of_eighty_columns(lanes, compared):
    many = trace(
        *((f"a-very-long-thread-name-{n}", (0, n + 1, "fetch " + "x" * n)) for n in range(lanes))
    )
    text = card(
        "f(" + "x" * 200 + ")",
        "t" * 200,
        "e" * 200,
        "g" * 200,
        many,
        "why " * 80,
        "w" * 99,
        "h" * 99,
        expected_trace=LATE if compared else None,
    )
    assert len(text.splitlines()) <= 12
    assert max(map(len, text.splitlines())) <= 80


def test_short_expectations_share_a_line():
    assert card("f()", "returns", "[1, 2]", "[2]") == "f()\nreturns\n  expected: [1, 2]   got: [2]"


def test_ipython_shows_the_card_and_no_traceback(capsys):
    shell = InteractiveShell()
    shell.user_ns["Failure"] = Failure
    shell.run_cell("raise Failure('first line\\nsecond line')")
    assert capsys.readouterr().out == "first line\nsecond line\n"
