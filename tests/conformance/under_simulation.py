"""Run CPython's own test modules in one simulated world; print a line of JSON for each test.

Started as ``python -S under_simulation.py FOLDER MODULE...``, where FOLDER holds the package
``grader``.  With ``--stock`` in the place of FOLDER the same tests run on the real clock.
"""

import sys

STOCK = sys.argv[1] == "--stock"
if not STOCK:
    sys.path.insert(0, sys.argv[1])
    from grader.simulation import install

    install.replace_leaves()

import site  # noqa: E402 (nothing that may import threading comes before the leaves)

site.main()

import json  # noqa: E402
import os  # noqa: E402
import unittest  # noqa: E402

OUT = os.fdopen(os.dup(1), "w")


class Nothing(list):
    """Keeps no events: these runs are long, and nobody draws them."""

    def append(self, _event):
        pass


class Lines(unittest.TestResult):
    """A line of JSON for every test that has ended."""

    def stopTest(self, test):  # noqa: N802
        super().stopTest(test)
        print(json.dumps({"id": test.id(), "how": getattr(self, "how", "passed")}), file=OUT)
        OUT.flush()
        self.how = "passed"

    def addError(self, test, err):  # noqa: N802
        super().addError(test, err)
        self.how = "error: " + self._exc_info_to_string(err, test)[-1500:]

    def addFailure(self, test, err):  # noqa: N802
        super().addFailure(test, err)
        self.how = "failure: " + self._exc_info_to_string(err, test)[-1500:]

    def addSkip(self, test, reason):  # noqa: N802
        super().addSkip(test, reason)
        self.how = "skipped: " + reason

    def addSubTest(self, test, subtest, err):  # noqa: N802
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.how = "subtest: " + self._exc_info_to_string(err, test)[-1500:]


def tests_of(suite, leave_out):
    """The tests of a suite but those whose ids contain one of these names."""
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from tests_of(test, leave_out)
        elif not any(name in test.id() for name in leave_out):
            yield test


def run(names, leave_out):
    """Run the modules' tests."""
    if not STOCK:
        from grader.simulation.scheduler import scheduler

        scheduler.events, scheduler.max_steps = Nothing(), 10**9
    suite = unittest.defaultTestLoader.loadTestsFromNames(names)
    unittest.TestSuite(tests_of(suite, leave_out)).run(Lines())


def main():
    """Run them, on the real clock or in a world."""
    names = [each for each in sys.argv[2:] if not each.startswith("-")]
    leave_out = tuple(each[1:] for each in sys.argv[2:] if each.startswith("-")) or ("nothing",)
    if STOCK:
        run(names, leave_out)
        return
    from grader.simulation import install, signals, world

    if hasattr(os, "sched_setaffinity"):  # one thread at a time: handing over is cheaper so
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    install.watch_library()
    signals.install()
    played = world.World(lambda: (run, (names, leave_out), {}), tidy=False)
    report = played.play()
    print(json.dumps({"id": "world", "how": report["outcome"], "error": repr(report["error"]),
                      "waits": repr(report["waits"])}), file=OUT)  # fmt: skip
    OUT.flush()


try:
    main()
except BaseException:
    import traceback

    os.write(2, traceback.format_exc().encode())
finally:
    os._exit(0)
