"""Turn a bare process (``python -S``) into one in which attempts can run: import everything, in order.

In the simulated world the leaves of the standard library are replaced before anything else is imported.
The imports stay inside the functions, so that this module itself loads nothing.
"""

NEEDED = (
    "asyncio", "cloudpickle", "concurrent.futures.process", "concurrent.futures.thread",
    "grader.fakes", "multiprocessing.queues", "queue", "random", "shutil", "tempfile",
    "threading", "traceback",
)  # fmt: skip
TASKS = {"simulated": "grader.attempt.child.simulated", "real": "grader.attempt.child.recorded"}


def prepare(world: str) -> None:
    """Import what every attempt in this world needs, "simulated" or "real"."""
    if world == "simulated":
        from grader.simulation import install

        install.replace_leaves()
    import site

    site.main()
    if world == "simulated":
        from grader.simulation import install

        install.watch_library()
    import_all(*NEEDED, TASKS[world])


def import_all(*names: str) -> None:
    """Import these modules."""
    from importlib import import_module

    for name in names:
        import_module(name)
