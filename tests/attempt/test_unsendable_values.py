"""What cannot be sent is refused by the name of the variable that holds it, with what to do."""

import re

import pytest

from grader.attempt import Unsendable, start

NOTEBOOK = """
import asyncio, functools, socket, threading
from concurrent.futures import Future

log = open("/dev/null")
connection = socket.socket()
numbers = (number for number in range(3))
work = Future()
loop = asyncio.new_event_loop()
kept = {"deep": [log]}

async def fetch(): pass
coroutine = fetch()

class Stubborn:
    def __reduce__(self):
        raise ValueError("I stay here")
stubborn = Stubborn()

class Site:
    def fetch(self):
        return connection

def use_log():
    return log.read()
def use_log_indirectly():
    return use_log()
def outer(file):
    def inner():
        return file
    return inner
"""
REFUSED = {
    "use_log": "`log` is an open file, which cannot be sent to the child process: open it inside",
    "use_log_indirectly": "`log` is an open file",
    "lambda: kept": "`kept` is an open file",
    "outer(log)": "the variable `file` is an open file",
    "functools.partial(use_log)": "the global variable `log` is an open file",
    "Site().fetch": "`connection` is an open socket, .*: connect inside the function that uses it",
    "lambda: next(numbers)": "`numbers` is a generator, .*: make it inside the function",
    "lambda: work.result()": "`work` is a future, .*: submit the work inside the function",
    "lambda: loop": "`loop` is an event loop",
    "lambda: coroutine": "`coroutine` is a coroutine, .*: pass the coroutine function",
    "lambda: stubborn": re.escape("`stubborn` cannot be sent to the child process (I stay here)"),
    "threading.main_thread().join": "is a thread, .*: start it inside",
}


@pytest.fixture(scope="module")
def notebook():
    namespace = {"__name__": "__main__"}
    exec(NOTEBOOK, namespace)
    yield namespace
    for name in ("log", "connection", "coroutine", "loop"):
        namespace[name].close()


def send(function, *args, **kwargs):
    start("grader.attempt.child.recorded:call", (function, args, kwargs), world="real")


@pytest.mark.parametrize("function", REFUSED)
def test_it_is_refused(function, notebook):
    with pytest.raises(Unsendable, match=REFUSED[function]):
        send(eval(function, notebook))


def test_an_argument_is_told_by_its_number_or_its_name(notebook):
    with pytest.raises(Unsendable, match="argument 2 is an open file"):
        send(print, 1, notebook["log"])
    with pytest.raises(Unsendable, match="the argument `file` is an open file"):
        send(print, file=notebook["log"])
