"""What asyncio's locks keep to themselves: which task holds one, and who was told in vain."""

from asyncio import locks
from functools import wraps

from grader.simulation.scheduler import scheduler
from grader.simulation.where import where

IN_VAIN = {  # calls that may wake nobody: if a task waits for ever later, this is why
    "clear": lambda event: event._value,
    "notify": lambda condition: not condition._waiters,
}


def install():
    """Note it, for deadlocks."""
    _note_holder(locks.Lock)
    _note_in_vain(locks.Event, "clear")
    _note_in_vain(locks.Condition, "notify")


def _note_holder(cls):
    acquire, release = cls.acquire, cls.release

    @wraps(acquire)
    async def acquiring(self):
        taken = await acquire(self)
        scheduler.holders[id(self)] = scheduler.here(), where()
        return taken

    @wraps(release)
    def releasing(self):
        scheduler.holders.pop(id(self), None)
        release(self)

    cls.acquire, cls.release = acquiring, releasing


def _note_in_vain(cls, name):
    original, in_vain = getattr(cls, name), IN_VAIN[name]

    @wraps(original)
    def operation(self, *args, **kwargs):
        if in_vain(self):
            scheduler.unheard[id(self)] = where()
        return original(self, *args, **kwargs)

    setattr(cls, name, operation)
