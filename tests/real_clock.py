"""Tests on the real clock run by themselves: what another worker of pytest-xdist does may slow them.

A test marked `real_clock` waits until no other test runs, and none begins before it has ended.  Each
worker holds a lock on a file while it runs a test: tests in virtual time share it, one on the real clock
has it alone.  Whoever wants the lock first takes the gate, so that nobody waits for ever.  Tests on the
real clock come last, and a worker keeps the lock from one of them to the next.
"""

import fcntl
from pathlib import Path

import pytest

HELD = pytest.StashKey[object]()


def is_on_the_real_clock(item):
    return item is not None and item.get_closest_marker("real_clock") is not None


def pytest_collection_modifyitems(items):
    items.sort(key=is_on_the_real_clock)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node):
    """Tell a worker where the lock is; the controller calls this for each of them."""
    factory = node.config._tmp_path_factory
    node.workerinput["room"] = str(factory.getbasetemp())


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    folder = getattr(item.config, "workerinput", {}).get("room")
    if folder is None:  # the only process that runs tests
        return (yield)
    alone = is_on_the_real_clock(item)
    held = item.config.stash.get(HELD, None) or enter(Path(folder), alone)
    try:
        return (yield)
    finally:
        item.config.stash[HELD] = held if alone and is_on_the_real_clock(nextitem) else None
        if item.config.stash[HELD] is None:
            held.close()


def enter(folder, alone):
    """Return the lock as an open file, to be closed."""
    room = (folder / "room").open("w")
    with (folder / "gate").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        fcntl.flock(room, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
    return room
