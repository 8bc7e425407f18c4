"""Our own rate: ``ours.py child CASE`` or ``ours.py explore CASE``; prints a line of JSON."""

import sys

COLUMN, CASE = sys.argv[1:]
if COLUMN == "child":
    from grader.simulation import install

    install.replace_leaves()
    import site

    site.main()

import gc  # noqa: E402 (nothing that may import threading comes before the leaves)
import json  # noqa: E402
import os  # noqa: E402
import time  # noqa: E402

SCHEDULES, WARM_UP = 600, 60
GRANULARITY = "opcodes" if CASE == "opcode points" else "visible"


def in_the_child() -> float:
    """Worlds played one after the other under random schedules."""
    from programs import PROGRAMS

    from grader.simulation import granularity, install
    from grader.simulation.strategies import Random
    from grader.simulation.world import World

    install.watch_library()
    granularity.watch(GRANULARITY)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    gc.disable()

    def play(seed):
        World(lambda: (PROGRAMS[CASE], (), {}), Random(seed), True, tidy=False).play()

    for seed in range(WARM_UP):
        play(seed)
    began = time.process_time()
    for seed in range(SCHEDULES):
        play(seed)
    return SCHEDULES / (time.process_time() - began)


def as_a_notebook_calls_it() -> float:
    """``explore(...)`` under a default budget, from the call to the verdict."""
    import cloudpickle
    import programs

    from grader import explore

    cloudpickle.register_pickle_by_value(programs)
    program = programs.PROGRAMS[CASE]
    explore(program, schedules=1).each(lambda run: run.returns(None))  # starts the fork server
    exploration = explore(program, granularity=GRANULARITY)
    began = time.perf_counter()
    exploration.each(lambda run: run.returns(None))
    return exploration.runs / (time.perf_counter() - began)


rate = in_the_child() if COLUMN == "child" else as_a_notebook_calls_it()
os.write(1, json.dumps({"rate": rate}).encode() + b"\n")  # print goes to the last world
os._exit(0) if COLUMN == "child" else sys.exit()
