"""Each property of a run, where it holds and where it does not."""

import asyncio
import queue
import sys
import threading
import time

import cloudpickle
import pytest

from grader import after, async_calls, calls, log, simulate
from grader.failure import Failure

cloudpickle.register_pickle_by_value(sys.modules[__name__])  # as the functions of a notebook
FETCH = calls("fetch", a=3, b=1, c=after(2, LookupError("lost")))
ASYNC_FETCH = async_calls("fetch", a=3, b=1)


def returning(value):
    return lambda: simulate(lambda: value)


def raising(error):
    def main():
        raise error

    return lambda: simulate(main)


def in_turn(*names):
    def main(fetch):
        for name in names:
            fetch(name)

    return lambda: simulate(main, FETCH)


def together(*names):
    async def main(fetch):
        await asyncio.gather(*map(fetch, names))

    return lambda: simulate(main, ASYNC_FETCH)


def counting():
    def main():
        for number in range(3):
            time.sleep(1)
            yield number

    return simulate(main)


def logging():
    def main():
        log("early")
        time.sleep(1)
        log("late")

    return simulate(main)


def leaving():
    return simulate(lambda: threading.Timer(60, print).start())


def polling():
    def main():
        end = time.monotonic() + 1
        while time.monotonic() < end:
            pass

    return simulate(main)


def holding():
    async def main():
        time.sleep(1)

    return simulate(main)


def own_error():
    return raising(queue.Empty("nothing"))()


def group():
    return raising(ExceptionGroup("several", [KeyError(1), LookupError("lost")]))()


# what it is called → (run, a property that holds, one that does not, words of its card)
PROPERTIES = {
    "returns": (returning([1]), ("returns", [1]), ("returns", [2]), "expected: [2]"),
    "returns exactly this type": (returning(1), ("returns", 1), ("returns", True), "got: 1"),
    "raises": (raising(KeyError("x")), ("raises", KeyError, "x"), ("raises", OSError), "KeyError"),
    "raises a subclass": (
        raising(KeyError("x")),
        ("raises", LookupError),
        ("raises", KeyError, "y"),
        "KeyError: y",
    ),
    "raises an error of a module": (
        own_error,
        ("raises", queue.Empty),
        ("raises", queue.Full),
        "Empty",
    ),
    "raises in a group": (
        group,
        ("raises", LookupError, "lost"),
        ("raises", OSError),
        "raises another error",
    ),
    "yields": (counting, ("yields", [0, 1, 2]), ("yields", [0, 1]), "yields something else"),
    "yields_at": (counting, ("yields_at", [1, 2, 3]), ("yields_at", [1, 2, 4]), "1, 2, 4 s"),
    "takes": (in_turn("a", "b"), ("takes", 4), ("takes", 3), "expected: 3 s   got: 4 s"),
    "peaks_at": (together("a", "b"), ("peaks_at", 2, "fetch"), ("peaks_at", 1, "fetch"), "got: 2"),
    "peaks_within": (
        together("a", "b"),
        ("peaks_within", 2, "fetch"),
        ("peaks_within", 1, "fetch"),
        "no more than 1",
    ),
    "orders": (
        in_turn("a", "b"),
        ("orders", "fetch a", "fetch b"),
        ("orders", "fetch b", "fetch a"),
        "only after",
    ),
    "starts": (
        in_turn("a", "b"),
        ("starts", "fetch b", 3),
        ("starts", "fetch b", 0),
        "starts fetch b",
    ),
    "called": (
        in_turn("a", "b"),
        ("called", "fetch", 2),
        ("called", "fetch", 1),
        "calls fetch once",
    ),
    "never": (in_turn("a"), ("never", "fetch b"), ("never", "fetch a"), "never calls"),
    "logs": (logging, ("logs", ["early", "late"]), ("logs", ["late"]), "goes another way"),
    "logs_at": (logging, ("logs_at", [0, 1]), ("logs_at", [0, 2]), "at other times"),
    "prints": (
        lambda: simulate(print, "hello"),
        ("prints", "hello\n"),
        ("prints", ""),
        "prints something else",
    ),
    "holds": (returning(1), ("holds", True, "is odd"), ("holds", False, "is even"), "is even"),
    "ends_with": (in_turn("a"), ("ends_with", "fetch"), ("ends_with", "nothing"), "last nothing"),
}
ONLY_WRONG = {
    "leaves_nothing": (leaving, "leaves something running"),
    "stays_idle": (polling, "asking again and again"),
    "keeps_loop_free": (holding, "held for 1 s"),
}


def state(run, name, *arguments):
    getattr(run, name)(*arguments)


@pytest.mark.parametrize("name", PROPERTIES)
def test_it_holds_where_it_should(name):
    run, right, _, _ = PROPERTIES[name]
    state(run(), *right)


@pytest.mark.parametrize("name", PROPERTIES)
def test_it_fails_where_it_should(name):
    run, _, wrong, words = PROPERTIES[name]
    with pytest.raises(Failure) as caught:
        state(run(), *wrong)
    assert words in " ".join(str(caught.value).replace("  ", " ").split("\n")) or words in str(
        caught.value
    )


@pytest.mark.parametrize("name", ONLY_WRONG)
def test_untidy_runs_are_told(name):
    run, words = ONLY_WRONG[name]
    with pytest.raises(Failure, match=words):
        state(run(), name)
    state(simulate(time.sleep, 1), name)


@pytest.mark.parametrize("name", [*PROPERTIES, *ONLY_WRONG])
def test_every_card_fits_twelve_lines_of_eighty_columns(name):
    if name in PROPERTIES:
        run, _, statement, _ = PROPERTIES[name]
    else:
        run, statement = ONLY_WRONG[name][0], (name,)
    with pytest.raises(Failure) as caught:
        state(run(), *statement)
    lines = str(caught.value).splitlines()
    assert len(lines) <= 12
    assert max(map(len, lines)) <= 80


def test_yields_in_any_order():
    counting().yields([2, 0, 1], any_order=True)


def test_bounds_of_a_duration():
    run = simulate(time.sleep, 2)
    run.takes(at_least=1, at_most=3)
    with pytest.raises(Failure, match="at most 1 s"):
        run.takes(at_most=1)


def test_a_call_that_fails_ends_then():
    run = simulate(FETCH, "c")
    run.raises(LookupError, "lost")
    assert run.calls == [("fetch c", 0, 2 * 10**9)]


def test_of_two_dicts_what_differs_is_shown():
    same = {f"page {number}": number for number in range(50)}
    with pytest.raises(Failure, match=r"expected: \{'b': 2\}   got: \{'c': 3\}"):
        simulate(lambda: {**same, "c": 3}).returns({**same, "b": 2})
