"""What a child finds around it, in the simulated world and in the real one."""

import gc
import logging
import os
import queue
import random
import sys
import threading
import time
from pathlib import Path

import pytest

SIMULATE = {
    "world": "simulated",
    "task": "grader.attempt.child.simulated:simulate",
    "options": {"schedule": []},
}


@pytest.fixture
def simulate(run):
    """Run in the simulated world; the value."""
    return lambda function: run(function, **SIMULATE).value


def test_time_is_virtual_in_the_simulated_world(simulate):
    def sleep_long():
        start = time.monotonic()
        time.sleep(1000)
        return time.monotonic() - start

    assert simulate(sleep_long) == 1000


def test_time_is_real_in_the_real_world(run):
    real = time.monotonic()
    assert real <= run(time.monotonic).value <= time.monotonic()


def test_the_simulated_world_keeps_to_one_core_and_collects_no_garbage(simulate):
    assert simulate(lambda: (len(os.sched_getaffinity(0)), gc.isenabled())) == (1, False)


def test_the_real_world_has_all_cores(run):
    assert run(lambda: os.sched_getaffinity(0)).value == os.sched_getaffinity(0)


def test_chance_and_hashes_are_the_same_each_time(simulate):
    def chance():
        return random.random(), hash("text"), list({"a", "b", "c"})

    assert simulate(chance) == simulate(chance)


def test_the_simulation_comes_before_all_that_waits(simulate):
    def homes_of_locks():
        locks = [threading.Lock(), queue.Queue().mutex, logging.Handler().lock]
        return {type(lock).__module__ for lock in locks}

    assert simulate(homes_of_locks) == {"grader.simulation.locks"}


def test_a_child_writes_its_messages_without_their_types(run, monkeypatch):
    monkeypatch.setenv("GRADER_NO_FORK", "1")  # a fork server has what the judge has imported
    for world in (SIMULATE, {}):
        assert run(lambda: "msgspec" in sys.modules, **world).value is False


def test_standard_input_is_empty(run_either_way):
    assert run_either_way(lambda: list(sys.stdin)).value == []


def test_text_of_any_kind_can_be_printed(run):
    assert run(lambda: print("ä € 😀 \ud800")).ending.stdout == "ä € 😀 \\ud800\n"


def test_output_of_other_programs_is_kept_too(run):
    assert run(lambda: os.system("echo hello")).ending.stdout == "hello\n"


def test_only_the_conversation_and_the_stack_are_open(run):
    def descriptors():
        return sorted(int(each.name) for each in Path("/proc/self/fd").iterdir())[:-1]

    assert run(descriptors).value == [0, 1, 2, 3, 4]


def test_secrets_of_the_judge_are_not_in_the_environment(run, monkeypatch):
    from grader.attempt import forkserver_client

    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "secret")
    monkeypatch.setenv("PYTHONSTARTUP", "/tmp/x.py")
    monkeypatch.setenv("COLOUR", "blue")
    forkserver_client.fork_servers.close()
    environment = run(lambda: dict(os.environ)).value
    assert "secret" not in environment.values()
    assert "PYTHONSTARTUP" not in environment
    assert environment["COLOUR"] == "blue"


def test_no_attempt_is_started_in_an_attempt(run):
    def nest():
        from grader.attempt import start

        start("grader.attempt.child.recorded:call", (abs, (1,), {}), world="real")

    assert run(nest).error.type_name == "grader.Nested"
