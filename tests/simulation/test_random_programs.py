"""Programs of any shape, made at random: virtual time is what the shape says, and nothing else.

A program is a tree: sleep, do things one after the other, do things at the same time: with threads,
with a pool, or with coroutines.  What it takes is the sum or the maximum of its parts.
"""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from hypothesis import given, settings
from hypothesis import strategies as st

from grader import simulate

SLEEPS = st.integers(0, 4).map(lambda quarters: ("sleep", quarters / 4))
KINDS = st.sampled_from(["sequence", "threads", "pool", "tasks"])
TREES = st.recursive(
    SLEEPS, lambda tree: st.tuples(KINDS, st.lists(tree, min_size=1, max_size=3)), max_leaves=8
)


def takes(tree):
    """Seconds that a tree takes."""
    kind, parts = tree
    if kind == "sleep":
        return parts
    return (sum if kind == "sequence" else max)(map(takes, parts))


def sleeps(tree):
    """How many sleeps there are in a tree."""
    kind, parts = tree
    return 1 if kind == "sleep" else sum(map(sleeps, parts))


def play(tree, done):
    """Do what a tree says, from a thread."""
    kind, parts = tree
    if kind == "sleep":
        time.sleep(parts)
        done.append(parts)
    elif kind == "sequence":
        for part in parts:
            play(part, done)
    elif kind == "threads":
        threads = [threading.Thread(target=play, args=(part, done)) for part in parts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    elif kind == "pool":
        with ThreadPoolExecutor(len(parts)) as pool:
            list(pool.map(play, parts, [done] * len(parts)))
    else:
        asyncio.run(play_as_task(tree, done))


async def play_as_task(tree, done):
    """Do what a tree says, from a coroutine."""
    kind, parts = tree
    if kind == "sleep":
        await asyncio.sleep(parts)
        done.append(parts)
    elif kind == "sequence":
        for part in parts:
            await play_as_task(part, done)
    elif kind == "tasks":
        await asyncio.gather(*(play_as_task(part, done) for part in parts))
    else:
        await asyncio.to_thread(play, tree, done)


def main(tree):
    """Play it; how many sleeps have ended."""
    done = []
    play(tree, done)
    return len(done)


@settings(max_examples=40, derandomize=True)
@given(TREES)
def test_a_random_program_takes_the_time_that_its_shape_says(tree):
    run = simulate(main, tree)
    run.returns(sleeps(tree))
    run.takes(takes(tree))
    run.leaves_nothing()
    assert run.evidence.unsteady is None
