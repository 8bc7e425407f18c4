"""Call a function the way its kind wants: plain, coroutine, generator or async generator.

What an iterator yields is noted with the moment at which the consumer got it.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from typing import Any

from grader import observer


def drive(
    fn: Callable[..., Any],
    args: Sequence[Any],
    kwargs: Mapping[str, Any],
    returned: Callable[[], object],
) -> Any:
    """Return the value of ``fn(*args, **kwargs)``, awaited; an iterator is drained, and gives None.

    ``returned()`` is called at the moment of the return, before a loop is closed.
    """
    value = fn(*args, **kwargs)
    if inspect.iscoroutine(value) or inspect.isasyncgen(value):
        main = _named_like(value, _awaited(value, returned))
        return asyncio.run(main)
    if inspect.isgenerator(value) or _is_iterator(value):
        _drain(value)
        value = None
    returned()
    return value


def _named_like(value: Any, main: Any) -> Coroutine[Any, Any, Any]:
    """Name a coroutine like another one, since a trace names a task after its coroutine."""
    main.__name__, main.__qualname__ = value.__name__, value.__qualname__
    coroutine: Coroutine[Any, Any, Any] = main
    return coroutine


def _is_iterator(value: Any) -> bool:
    return hasattr(type(value), "__next__") and hasattr(type(value), "__iter__")


def _drain(iterator: Iterator[Any]) -> None:
    for item in iterator:
        _note(item)


async def _awaited(value: Any, returned: Callable[[], object]) -> Any:
    try:
        if inspect.iscoroutine(value):
            return await value
        async for item in value:
            _note(item)
    finally:
        returned()


def _note(item: Any) -> None:
    observer.recorder.yielded(item)
