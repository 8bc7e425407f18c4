"""From a fork of the fork server to the child of an attempt: leave the parent's things behind.

The order matters: descriptors first (nothing of the fork server's may stay open), and all of it
before any of the learner's code is there.
"""

import faulthandler
import fcntl
import os
import signal
import traceback

from grader.attempt import linux
from grader.attempt.child import main

TALK, STACK = 3, 4
OUT_OF_THE_WAY = 64
BROKEN = 70  # EX_SOFTWARE: the machinery itself failed


def become_child(world: str, enclosed: bool, null: int, talk: int, out: int, err: int, stack: int):
    """Turn the calling fork into the child of an attempt; never returns."""
    try:
        _arrange_descriptors(null, out, err, talk, stack)
        _leave_the_parents_ways()
        if enclosed:
            _stay_inside()
        main.main(world, TALK, TALK)
    except BaseException:
        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(BROKEN)


def _arrange_descriptors(*wanted: int) -> None:
    """Make these descriptors 0, 1, 2, … and close all the others."""
    copies = [fcntl.fcntl(each, fcntl.F_DUPFD, OUT_OF_THE_WAY) for each in wanted]
    for number, descriptor in enumerate(copies):
        os.dup2(descriptor, number, inheritable=number < TALK)
    os.closerange(len(wanted), os.sysconf("SC_OPEN_MAX"))


def _leave_the_parents_ways() -> None:
    os.setsid()
    linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the judge
    faulthandler.enable(STACK)
    faulthandler.register(signal.SIGXCPU, STACK, all_threads=True, chain=True)


def _stay_inside() -> None:
    """In a sandbox: folders of one's own, few processes, no privilege."""
    linux.own_folders()
    linux.limit_processes()
    linux.give_up_privileges()
