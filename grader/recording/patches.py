"""Replaces functions for a while, and puts every one of them back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any


class Patches:
    """Functions replaced in classes and modules; `restore` undoes all, the last one first."""

    def __init__(self) -> None:
        self._undo: list[tuple[Any, str, Any]] = []

    def around(self, owner: Any, name: str, hook: Callable[..., Any]) -> None:
        """Make `owner.name(...)` a call of `hook(original, ...)`."""
        original = vars(owner)[name]
        function = getattr(owner, name)

        @wraps(function)
        def hooked(*args: Any, **kwargs: Any) -> Any:
            return hook(original, *args, **kwargs)

        self._undo.append((owner, name, original))
        setattr(owner, name, hooked)

    def restore(self) -> None:
        """Put every function back."""
        while self._undo:
            setattr(*self._undo.pop())
