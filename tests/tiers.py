"""What `pytest` leaves out unless it is told `--all`, and how it says so.

Without `--all`, each part of the project is proven by some of its tests; marked `thorough` are the many
further cases and what takes minutes.  A test that is named (`FILE::TEST`) runs in any case.
"""

from collections import Counter

import pytest

LEFT_OUT = pytest.StashKey[Counter]()
FULL = "uv run pytest --all"


def pytest_addoption(parser):
    parser.addoption("--all", action="store_true", help="run the tests marked `thorough`, too")


def pytest_configure(config):
    config.stash[LEFT_OUT] = Counter()


def pytest_collection_modifyitems(config, items):
    if config.option.all or config.option.markexpr or any("::" in each for each in config.args):
        return
    left_out = [item for item in items if item.get_closest_marker("thorough")]
    if left_out:
        items[:] = [item for item in items if not item.get_closest_marker("thorough")]
        config.hook.pytest_deselected(items=left_out)
        config.stash[LEFT_OUT].update(item.path.stem.removeprefix("test_") for item in left_out)


def pytest_sessionfinish(session):
    if hasattr(session.config, "workeroutput"):  # this is a worker of pytest-xdist
        session.config.workeroutput["left out"] = dict(session.config.stash[LEFT_OUT])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    left_out = getattr(node, "workeroutput", {}).get("left out", {})
    node.config.stash[LEFT_OUT] = Counter(left_out)  # each worker collects the same tests


def pytest_terminal_summary(terminalreporter, config):
    if left_out := config.stash[LEFT_OUT]:
        parts = ", ".join(f"{part} {count}" for part, count in left_out.most_common())
        terminalreporter.section("left out", blue=True)
        terminalreporter.line(f"{left_out.total()} thorough tests did not run: {parts}.")
        terminalreporter.line(f"All of them: {FULL}")
