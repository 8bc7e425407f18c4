"""Make a bare process (``python -S``) one in which attempts can run: import everything, in the right order."""

NEEDED = (
    "asyncio", "cloudpickle", "concurrent.futures.process", "concurrent.futures.thread",
    "grader.fakes", "multiprocessing.queues", "queue", "random", "shutil", "tempfile",
    "threading", "traceback",
)  # fmt: skip
TASKS = {"simulated": "grader.attempt.child.simulated", "real": "grader.attempt.child.recorded"}


def prepare(world: str) -> None:
    """Import the world, with the simulation's leaves in place where it is to be simulated."""
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
