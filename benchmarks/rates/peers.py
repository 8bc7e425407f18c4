"""The rate of another tool: ``peers.py TOOL CASE``; prints a line of JSON, or fails.

frontrun wants workers of a shared state, the others take the programs as they are.
"""

import asyncio
import json
import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed

from programs import PROGRAMS

SCHEDULES = 300
TOOL, CASE = sys.argv[1:]


class State:
    """What frontrun's workers share."""

    def __init__(self):
        self.lock, self.count = threading.Lock(), 0


def locked(state):
    """Like ``two_threads`` of programs.py."""
    with state.lock:
        seen = state.count
    with state.lock:
        state.count = seen + 1


def unlocked(state):
    """Like ``opcodes``."""
    for _ in range(5):
        state.count += 1


def pool(_state):
    """Like ``pool``, with shorter sleeps since its clock is real."""
    with ThreadPoolExecutor(3) as workers:
        futures = [workers.submit(time.sleep, seconds) for seconds in (0.03, 0.01, 0.02)]
        for future in as_completed(futures):
            future.result()


async def task(_state):
    """Like ``tasks``."""
    for _ in range(5):
        await asyncio.sleep(0)


WORKERS = {
    "two threads and a lock": [locked] * 2,
    "opcode points": [unlocked] * 2,
    "pool of three, as_completed": [pool, pool],
    "asyncio, reordered": [task] * 4,
}


def frontrun(count):
    """Random schedules, enough steps for each."""
    import frontrun as tool

    def always(_state):
        return True

    options = {"strategy": "random", "max_attempts": count, "max_ops": 1000, "seed": 1}

    async def awaited():
        return await tool.explore(State, WORKERS[CASE], always, **options)

    threads = CASE != "asyncio, reordered"
    result = (
        tool.explore(State, WORKERS[CASE], always, **options) if threads else asyncio.run(awaited())
    )
    if not result.property_holds or result.num_explored < count:
        raise SystemExit(f"after {result.num_explored}: {result.explanation or result}")


def interleave_test(count):
    """A model starts and joins its own threads."""
    import interleave_test as tool

    granularity = "opcode" if CASE == "opcode points" else "line"
    assert CASE != "asyncio, reordered", "threads only"
    assert tool.explore(PROGRAMS[CASE], iterations=count, seed=1, granularity=granularity).ok


def detangle(count):
    """Coroutines only."""
    import detangle as tool

    assert CASE == "asyncio, reordered", "coroutines only"
    tool.explore(PROGRAMS[CASE], runs=count, seed=1, strategy="random", database=False)


TOOLS = {"frontrun": frontrun, "interleave-test": interleave_test, "detangle": detangle}
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
TOOLS[TOOL](5)
began = time.process_time()
TOOLS[TOOL](SCHEDULES)
print(json.dumps({"rate": SCHEDULES / (time.process_time() - began)}), flush=True)
os._exit(0)
