"""The process in a sandbox from which fork servers start, each as process 1 of namespaces of its own.

When such a fork server ends, the kernel ends whatever its submission has left running; what the submission
has written was in memory that is gone.
"""

import os
import select
import signal
import socket

from grader.attempt import linux
from grader.attempt.forkserver.supervisor import Supervisor

READY = b"R"


class Starter:
    """Forks a guarded fork server whenever the judge asks for one, until the judge has gone."""

    def __init__(self, descriptor: int, world: str, clock):
        self.control = socket.socket(fileno=descriptor)
        self.world, self.clock = world, clock

    def serve(self) -> None:
        """Work until the judge has gone."""
        linux.show(False)
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries our children
        os.write(self.control.fileno(), READY)
        try:
            while self._one_more():
                pass
        finally:
            os._exit(0)

    def _one_more(self) -> bool:
        """Fork a fork server when it is asked for; whether the judge is still there."""
        wait_for(self.control.fileno())  # a simulated socket's own waiting is simulated, too
        request, descriptors, *_ = socket.recv_fds(self.control, 1, 3)
        if request and os.fork() == 0:
            self._guard(*descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        return bool(request)

    def _guard(self, control: int, life: int, errors: int) -> None:
        """Enter new namespaces, start the fork server there, and end with it; never returns."""
        try:
            os.close(self.control.fileno())
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            linux.show(True)  # or it may not map its own user
            linux.enter_namespaces()
            linux.show(False)
            pid = os.fork()
            if pid == 0:
                os.close(life)
                self._be_fork_server(control, errors)
            os.close(control)
            wait(pid, life)
        except BaseException as error:
            os.write(errors, f"{type(error).__name__}: {error}\n".encode())
        finally:
            os._exit(0)

    def _be_fork_server(self, control: int, errors: int) -> None:
        for stream in (1, 2):
            os.dup2(errors, stream)
        linux.furnish()
        Supervisor(control, self.world, self.clock, enclosed=True).serve()


def wait(pid: int, life: int) -> None:
    """Until the process has ended, by itself or because the judge has closed its ``life``."""
    process = os.pidfd_open(pid)
    wait_for(process, life)
    signal.pidfd_send_signal(process, signal.SIGKILL)
    os.waitpid(pid, 0)


def wait_for(*descriptors: int) -> None:
    """Until there is something to read on one of them."""
    poll = select.poll()
    for each in descriptors:
        poll.register(each, select.POLLIN)
    poll.poll()
