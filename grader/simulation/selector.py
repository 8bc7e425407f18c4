"""Selectors that wait in virtual time.

Only ``select`` is replaced: it asks the kernel without waiting, and otherwise blocks in the
scheduler, which asks again whenever nothing else can run.
"""

import selectors

from grader.simulation.kernel import Poll
from grader.simulation.scheduler import scheduler

_Genuine = selectors.DefaultSelector


class VirtualSelector(_Genuine):
    """The platform's default selector, in virtual time."""

    def select(self, timeout=None):
        found = super().select(0)
        if found or (timeout is not None and timeout <= 0):
            return found
        deadline = None if timeout is None else scheduler.now + max(1, round(timeout * 1e9))
        scheduler.block(None, deadline, "select", poll=Poll(super().select, self._descriptors))
        return super().select(0)

    def _descriptors(self):
        return list(self.get_map() or ())


VirtualSelector.__name__ = VirtualSelector.__qualname__ = _Genuine.__name__


def install():
    """Use the virtual selector wherever a default one is made."""
    selectors.DefaultSelector = VirtualSelector
