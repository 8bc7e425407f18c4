"""A crowd of processes is noticed within a moment and ended, whoever started it and how.

``forks`` counts what Python starts, and says so politely.  This counts what is there, for the
bombs that fork behind Python's back: thousands of processes would take the machine from everybody.
"""

import os
import signal

from grader.attempt.kin import descendants
from grader.attempt.limits import CROWD
from grader.attempt.reaper import kill

EVERY = 0.1  # seconds
ROUNDS = 5  # of killing those who fork while they are being killed


class Census:
    """Counts, now and then, the processes below this one."""

    def __init__(self, clock):
        self.clock, self.next, self.calm = clock, 0.0, population()

    def begin(self):
        """Nobody is there yet: what else this machine runs is not what we count."""
        self.calm = population()

    def finds_a_crowd(self):
        """Whether there are too many; asks seldom, and looks closely only where it has to."""
        now = self.clock()
        if now < self.next:
            return False
        self.next = now + EVERY
        return population() > self.calm + CROWD and len(descendants()) > CROWD


def population():
    """How many processes can be seen from here; 0 where there is no /proc."""
    try:
        return sum(name.isdigit() for name in os.listdir("/proc"))  # noqa: PTH208
    except OSError:
        return 0


def disperse():
    """Kill everybody below this process: all at once as process 1, else until nobody is left."""
    if os.getpid() == 1:
        kill(-1)
        return
    for _ in range(ROUNDS):
        below = [int(pid) for pid in descendants()]
        for number in (signal.SIGSTOP, signal.SIGKILL):  # who is stopped forks no more
            for pid in below:
                kill(pid, number)
