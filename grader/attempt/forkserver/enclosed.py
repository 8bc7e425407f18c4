"""The launcher of a sandbox: forks fork servers, each as process 1 of namespaces of its own.

When such a fork server ends, the kernel ends every process that its submission has left running.  The
files that the submission has written were in memory, and are gone with the namespaces.
"""

import os
import select
import signal
import socket
from collections.abc import Callable

from grader.attempt import linux
from grader.attempt.forkserver.supervisor import Supervisor

READY = b"R"


class Launcher:
    """Forks a guard with a fork server whenever the judge asks for one, until the judge has gone."""

    def __init__(self, descriptor: int, world: str, clock: Callable[[], float]) -> None:
        self.control = socket.socket(fileno=descriptor)
        self.world, self.clock = world, clock

    def serve(self) -> None:
        """Serve until the judge closes the control socket, then end this process."""
        linux.set_dumpable(False)
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel reaps the guards
        os.write(self.control.fileno(), READY)
        try:
            while self._serve_request():
                pass
        finally:
            os._exit(0)

    def _serve_request(self) -> bool:
        """Fork a guard when the judge asks for one; return False if the judge has gone."""
        wait_for(self.control.fileno())  # a simulated socket would wait in virtual time
        request, descriptors, *_ = socket.recv_fds(self.control, 1, 3)
        if request and os.fork() == 0:
            self._guard(*descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        return bool(request)

    def _guard(self, control: int, judge: int, errors: int) -> None:
        """Enter new namespaces, start the fork server there, and end with it; never return."""
        try:
            os.close(self.control.fileno())
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            linux.set_dumpable(True)  # a process that is not may not map its own user
            linux.enter_namespaces()
            linux.set_dumpable(False)
            pid = os.fork()
            if pid == 0:
                os.close(judge)
                self._serve_submission(control, errors)
            os.close(control)
            kill_with_judge(pid, judge)
        except BaseException as error:
            os.write(errors, f"{type(error).__name__}: {error}\n".encode())
        finally:
            os._exit(0)

    def _serve_submission(self, control: int, errors: int) -> None:
        for stream in (1, 2):
            os.dup2(errors, stream)
        linux.mount_proc()
        Supervisor(control, self.world, self.clock, enclosed=True).serve()


def kill_with_judge(pid: int, judge: int) -> None:
    """Wait until the process ends or the judge closes its end of the socket ``judge``; kill and reap it."""
    process = os.pidfd_open(pid)
    wait_for(process, judge)
    signal.pidfd_send_signal(process, signal.SIGKILL)
    os.waitpid(pid, 0)


def wait_for(*descriptors: int) -> None:
    """Wait until one of the descriptors can be read, or is closed at its other end."""
    poll = select.poll()
    for each in descriptors:
        poll.register(each, select.POLLIN)
    poll.poll()
