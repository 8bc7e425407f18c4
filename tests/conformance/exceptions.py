"""CPython's own tests that cannot pass under the simulation, each with its reason.

A key is a part of a test's id; what it names is left out.
"""

TIGHT = "no other thread runs, and none interrupts, while one computes without calling anything"
PROCESSES = "process pools cannot be simulated, and are refused"
C_QUEUE = "it imports the genuine C SimpleQueue afresh, which blocks where no scheduler sees it"

FORK = "a fork inside a world has none of its other threads; forks are refused in a run"
REAL_CHILD = (
    "it polls in virtual time, which passes at once, for a real process, which needs real time"
)
INTERPRETERS = "another interpreter has leaves of its own, and real threads"

EXCEPTIONS = {
    # queue
    "CSimpleQueueTest": C_QUEUE,
    # concurrent.futures
    "ProcessPool": PROCESSES,
    "InterpreterPool": INTERPRETERS,
    "test_hang_global_shutdown_lock": PROCESSES,
    # threading
    "InterruptMainTests.test_can_interrupt_tight_loops": TIGHT,
    "MiscTestCase.test__all__": "the class Lock is a Python class here, which looks like a public name",
    "ThreadTests.test_disallow_instantiation": "the class Lock can be instantiated, as from 3.13 on",
    "ThreadTests.test_is_alive_after_fork": FORK,
    "ThreadTests.test_main_thread_after_fork": FORK,
    "ThreadTests.test_dummy_thread_after_fork": FORK,
    "TestForkInThread": FORK,
    "ThreadJoinOnShutdown.test_reinit_tls_after_fork": REAL_CHILD,
    "ThreadJoinOnShutdown.test_clear_threads_states_after_fork": REAL_CHILD,
    "test_process_fork_from_a_threadpool": FORK,
    "SubinterpThreadingTests": INTERPRETERS,
}
