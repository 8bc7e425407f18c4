"""The name by which people know a type, taken from the type and not from what it claims."""


def public_name(kind: type) -> str:
    """``ValueError``, ``queue.Empty``, ``concurrent.futures.CancelledError``, ``MyError``.

    Private modules are left out: the C accelerator's ``_queue.Empty`` and ``queue.Empty`` are
    one class to whoever catches it, and only one of them exists in a simulation.
    """
    module = _module(kind)
    parts = [] if module in ("", "builtins", "__main__") else module.split(".")
    if parts and parts[0] in ("asyncio", "grader"):
        parts = parts[:1]
    if len(parts) == 1:
        parts = [parts[0].lstrip("_")]
    return ".".join([*(each for each in parts if not each.startswith("_")), _qualified(kind)])


def type_names(kind: type) -> list[str]:
    """The names of a type and all its bases but `object`."""
    line = type.__dict__["__mro__"].__get__(kind)
    return [public_name(each) for each in line if each is not object]


def _qualified(kind: type) -> str:
    name = type.__dict__["__qualname__"].__get__(kind)
    return name.rpartition("<locals>.")[2]


def _module(kind: type) -> str:
    module = type.__dict__["__module__"].__get__(kind)
    return module if type(module) is str else ""
