"""The judge may have threads, and may fork: attempts do not get into each other's way."""

import importlib
import multiprocessing
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

from grader.attempt import start
from grader.attempt.forkserver_client import HEAVY, SERVING, fork_servers
from grader.attempt.messages import value_of

CALL = "grader.attempt.child.recorded:call"


def double(number):
    """Ask a child; what it says."""
    attempt = start(CALL, (lambda: 2 * number, (), {}), world="real")
    message, ending = attempt.messages()
    assert ending.end == "done"
    return value_of(message.value)


def test_threads_share_a_warm_parent():
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(double, range(40))) == list(range(0, 80, 2))


def test_a_forked_judge_starts_a_warm_parent_of_its_own():
    double(1)
    ours = fork_servers.get("real").process.pid
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("fork")) as pool:
        assert pool.submit(double, 4).result() == 8
        assert pool.submit(warm_parent).result() != ours
    assert double(2) == 4
    assert fork_servers.get("real").process.pid == ours


def warm_parent():
    return fork_servers.get("real").process.pid


def test_what_the_judge_has_imported_is_imported_once_for_all_children():
    for name in HEAVY + SERVING:
        importlib.import_module(name)
    fork_servers.close()  # those of earlier tests; the next one is started now
    message, _ = start(CALL, (lambda: sorted(sys.modules), (), {}), world="real").messages()
    assert {*HEAVY, *SERVING} - set(value_of(message.value)) == set()


def test_attempts_run_side_by_side():
    attempts = [start(CALL, (time.sleep, (0,), {}), world="real") for _ in range(5)]
    for attempt in reversed(attempts):
        assert list(attempt.messages())[-1].end == "done"


def test_a_judge_that_does_not_listen_holds_up_nobody():
    def flood():
        os.write(1, b"x" * 10**6)
        return "x" * 10**6

    silent = start(CALL, (flood, (), {}), world="real")
    assert double(1) == 2
    assert list(silent.messages())[-1].end == "done"


def test_an_attempt_that_is_let_go_is_killed():
    attempt = start(CALL, (time.sleep, (1000,), {}), world="real")
    attempt.close()
    assert double(1) == 2


def test_a_loop_over_messages_that_is_left_closes_the_attempt():
    with start(CALL, (abs, (1,), {}), world="real") as attempt:
        for message in attempt.messages():
            assert value_of(message.value) == 1
            break
