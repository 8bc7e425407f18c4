"""Call a function the way its kind wants: plain, coroutine, generator or async generator.

What an iterator yields is noted with the moment at which the consumer got it.
"""

import asyncio
import inspect

from grader import observer


def drive(fn, args, kwargs, returned):
    """The value of ``fn(*args, **kwargs)``, awaited or drained.

    ``returned()`` is called at the moment of the return, before a loop is closed.
    """
    value = fn(*args, **kwargs)
    if inspect.iscoroutine(value) or inspect.isasyncgen(value):
        main = _named_like(value, _awaited(value, returned))
        return asyncio.run(main)
    if inspect.isgenerator(value) or _is_iterator(value):
        value = _drained(value)
    returned()
    return value


def _named_like(value, main):
    """The trace calls a task by its coroutine's name."""
    main.__name__, main.__qualname__ = value.__name__, value.__qualname__
    return main


def _is_iterator(value):
    return hasattr(type(value), "__next__") and hasattr(type(value), "__iter__")


def _drained(iterator):
    for item in iterator:
        _note(item)
    return


async def _awaited(value, returned):
    try:
        if inspect.iscoroutine(value):
            return await value
        async for item in value:
            _note(item)
    finally:
        returned()


def _note(item):
    observer.recorder.yielded(item)
