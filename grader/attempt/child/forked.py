"""Turn a fork of the fork server into the child of an attempt.

The order matters: first the descriptors, because none of the fork server's may stay open, then signals
and privileges.  All of it happens before any of the learner's code is loaded.
"""

import faulthandler
import fcntl
import os
import signal
import traceback

from grader.attempt import linux
from grader.attempt.child import main

CHANNEL, STACK = 3, 4  # descriptors in the child: to the judge, and for the stack of a dying child
UNUSED = 64  # descriptors from this number on are free for a moment
EX_SOFTWARE = 70  # the exit code of a child that failed before it could report anything


def become_child(
    world: str, enclosed: bool, null: int, channel: int, out: int, err: int, stack: int
) -> None:
    """Turn the calling fork into the child of an attempt; never return."""
    try:
        _arrange_descriptors(null, out, err, channel, stack)
        _reset_signals()
        if enclosed:
            _confine()
        main.main(world, CHANNEL, CHANNEL)
    except BaseException:
        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(EX_SOFTWARE)


def _arrange_descriptors(*wanted: int) -> None:
    """Make these descriptors 0, 1, 2, … and close all the others."""
    copies = [fcntl.fcntl(each, fcntl.F_DUPFD, UNUSED) for each in wanted]
    for number, descriptor in enumerate(copies):
        os.dup2(descriptor, number, inheritable=number < CHANNEL)
    os.closerange(len(wanted), os.sysconf("SC_OPEN_MAX"))


def _reset_signals() -> None:
    """Start a session; undo the fork server's signal handling; write the stack when the child crashes."""
    os.setsid()
    linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the judge
    faulthandler.enable(STACK)
    faulthandler.register(signal.SIGXCPU, STACK, all_threads=True, chain=True)


def _confine() -> None:
    """In a sandbox: take private folders and a limit of processes, give up all privileges."""
    linux.mount_private_folders()
    linux.limit_processes()
    linux.drop_privileges()
