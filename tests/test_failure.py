"""A failure card says everything in twelve lines of eighty columns."""

import threading
import time
from functools import partial

import pytest
from IPython.core.interactiveshell import InteractiveShell

from grader import failure, simulate
from grader.attempt.history import Place, Wait
from grader.failure import Failure, card
from grader.run.outcomes import waiting
from grader.trace.model import Lane, Span, Trace
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
✗ takes 3 s: took 4 s
expected  ┣fetch a━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┫
          ┣fetch b━━━━━━━━━┫┣fetch c━━━━━━━━━━━━━━━━━━━━━━━━━┫
yours     ┣fetch a━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┫
          ┣fetch b━━━━━━━━━┫                 ┣fetch c━━━━━━━━━━━━━━━━━━━━━━━━━━┫
                            ▲ expected here: fetch c starts
          0 s               1 s              2 s              3 s            4 s
fetch c starts 1 s late.
Look at answer.py:7.  Hint: open hint 2"""
    )


def test_a_deadlock_says_once_who_waits_for_whom():
    run = simulate(hold_and_wait)
    with pytest.raises(Failure) as failure:
        run.returns(None)
    told = " ".join(str(failure.value).split())
    assert "second waits for lock" in told
    assert told.index("first waits for lock") < told.index("main waits for Thread.join")
    assert told.count("main waits for") == 1


def hold_and_wait():
    def hold(lock, other):
        with lock:
            time.sleep(1)
            with other:
                pass

    locks = threading.Lock(), threading.Lock()
    threads = [
        threading.Thread(target=hold, args=pair, name=name)
        for name, pair in (("first", locks), ("second", locks[::-1]))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize(
    ("held", "sentence"),
    [
        (None, "w waits for Queue.get (answer.py:3), and nobody is left to put."),
        ((0, None), "w waits for Queue.get (answer.py:3): v would have to end first."),
        ((0, 9), "w waits for Queue.get (answer.py:3), which v holds since answer.py:9."),
        ((1, 9), "w waits for Queue.get (answer.py:3), which it holds itself since answer.py:9."),
    ],
)
def test_a_wait_is_told_with_what_would_end_it(held, sentence):
    holder, since = held or (None, None)
    wait = Wait(
        lane=1,
        kind="thread",
        why="Queue.get",
        where=Place("answer.py", 3, "f"),
        holder=holder,
        since=since and Place("answer.py", since, "f"),
    )
    assert waiting(wait, {0: "v", 1: "w"}) == sentence


def test_of_long_values_the_part_is_shown_that_differs():
    same = ", ".join(f"'{n:04}'" for n in range(40))
    text = card("f()", "returns another value", f"[{same}, 'one']", f"[{same}, 'two']")
    assert "'one']" in text
    assert "'two']" in text


def test_a_lane_on_which_nothing_is_to_be_seen_is_left_out():
    shown = trace(("worker", (0, 1, "fetch")), ("idle",))
    shown.lanes[1].spans = [Span(0, 0, "waiting", "Queue.get")]
    assert "idle" not in card("f()", "takes 1 s", trace=shown)


def test_functions_within_arguments_have_their_names():
    call = failure.call("simulate", int, ([partial(pow, 2), print, 1], {"a": (len,)}), {})
    assert call == "simulate(int, [partial(pow, 2), print, 1], {'a': (len,)})"


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
    assert (
        card("f()", "returns", "[1, 2]", "[2]") == "f()\n✗ returns\n  expected: [1, 2]   got: [2]"
    )


def test_ipython_shows_the_card_and_no_traceback(capsys):
    shell = InteractiveShell()
    shell.user_ns["Failure"] = Failure
    shell.run_cell("raise Failure('first line\\nsecond line')")
    assert capsys.readouterr().out == "first line\nsecond line\n"
