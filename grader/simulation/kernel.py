"""What is on its way inside the kernel: the clock may not move before it has arrived.

Loopback sockets and a loop's self-pipe deliver at once, nearly always.  Before the clock moves,
whoever waits on sockets gets a short real wait, and a longer one while the kernel says that
bytes have left one end of a connection and not reached the other (trio's issue 456: a clock
that jumps under real I/O makes timeouts fire that never should).
"""

import array
import os
import stat

from grader.simulation.scheduler import scheduler

try:
    from fcntl import ioctl
    from termios import TIOCOUTQ
except ImportError:  # Windows
    ioctl = None

MOMENT, STALLED, PATIENCE = 0.0005, 0.05, 60.0  # real seconds


class Poll:
    """What a thread blocked on descriptors is asked: has anything come within ``seconds``?"""

    def __init__(self, select, descriptors):
        self.select, self.descriptors = select, descriptors

    def __call__(self, seconds):
        return bool(self.select(seconds))

    def foreign(self):
        """Whether more than a loop's self-pipe is waited for."""
        return len(self.descriptors()) > 1 or self.another_process()

    def another_process(self):
        """Whether another process is listened to: no virtual timeout may fire meanwhile."""
        return any(is_foreign_pipe(descriptor) for descriptor in self.descriptors())

    def in_flight(self):
        """Whether bytes written to one of the descriptors have not been received yet."""
        return any(unsent(descriptor) for descriptor in self.descriptors())


def is_foreign_pipe(descriptor):
    """Whether it is a pipe whose other end only another process holds."""
    pipe = _pipe(descriptor)
    return pipe is not None and sum(_pipe(other) == pipe for other in _descriptors()) == 1


def _pipe(descriptor):
    """What tells a pipe from others, the same at both ends; None: it is no pipe."""
    try:
        status = os.fstat(descriptor)
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISFIFO(status.st_mode) else None


def _descriptors():
    try:
        return [int(name) for name in os.listdir("/proc/self/fd")]  # noqa: PTH208 (before pathlib)
    except OSError:  # not Linux
        return []


def unsent(descriptor):
    """Whether a TCP socket has bytes that its peer has not acknowledged."""
    if ioctl is None:
        return False
    pending = array.array("i", [0])
    try:
        ioctl(descriptor, TIOCOUTQ, pending)
    except OSError:
        return False
    return pending[0] > 0


def wait_for_io(pollers):
    """Wait, in real time, for what is on its way; whether anything has come."""
    polls = [thread.poll for thread in pollers if thread.poll.foreign()]
    if any(poll(MOMENT) for poll in polls):
        return True
    if any(poll.another_process() for poll in polls):
        return any(poll(PATIENCE) for poll in polls)
    flying = [poll for poll in polls if poll.in_flight()]
    return any(poll(STALLED) for poll in flying)


def install():
    """Ask before every move of the clock."""
    scheduler.wait_for_io = wait_for_io
