"""The jobs of this chapter's checks, which *meet*.

On a busy machine no clock can tell whether two jobs ran at the same time or in turn. But if each stays until the other
has come, they did. Open it beside the notebook; nothing in it is hidden.
"""

import asyncio
import itertools
import json
import os
import tempfile
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

TURN = 0.01  # seconds between two looks
PATIENCE, MOMENT = 300, 10  # looks, until somebody must have come, and for one too many
BEATS, BEAT = 20, 0.005  # how many an event loop has to make while it waits for an answer; seconds
SLOWLY, SLOW_BEAT = 200, 2.2  # after so many without a question; seconds
MEETING = "MEETING"
"""The variable of the environment that tells worker processes, however they were started, where to meet."""
numbers = itertools.count()


@contextmanager
def meeting(**stages):
    """A place to meet. ``stage=(wanted, room)``: so many are to be there at once, and no more than ``room``."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ[MEETING] = json.dumps(
            {"folder": folder, "caller": os.getpid(), "stages": stages}
        )
        yield Path(folder)


def staying(stage) -> Generator[None, None, int]:
    """Stay until as many as are wanted are in the stage, and a moment longer for one too many.

    Yields while it is to wait; its value is how many were there, at most. Only those who come first wait.
    """
    place = json.loads(os.environ[MEETING])
    folder, (wanted, room) = Path(place["folder"]), place["stages"][stage]
    ticket, over = folder / f"{stage} {me()} {next(numbers)}", folder / f"over: {stage}"
    alone = folder / "nobody came"
    ticket.touch()
    most = together = 0
    try:
        for _ in range(PATIENCE):
            most = max(most, len(list(folder.glob(f"{stage} *"))))
            together += most >= wanted
            if together > MOMENT or most > room or over.exists() or alone.exists():
                break
            yield
        else:
            alone.touch()
    finally:
        over.touch()
        ticket.unlink()
    return most


def stay(stage):
    """``staying`` for functions."""
    visit = staying(stage)
    while True:
        try:
            next(visit)
        except StopIteration as end:
            return end.value
        time.sleep(TURN)


def me():
    """Process and thread, as text."""
    return f"{os.getpid()}.{threading.get_ident()}"


def is_caller():
    """Is this no worker, but the process that called?"""
    return os.getpid() == json.loads(os.environ[MEETING])["caller"]


def job(item):
    """Meets others; tells in which process it was, and how many were there at once (1 in the caller's: no meeting)."""
    return item, os.getpid(), 1 if is_caller() else stay("job")


def unlucky_job(item):
    """Fails for 13, at once."""
    if item == 13:
        raise ValueError("13 is unlucky")
    return item


def big_job(item):
    """Three million bytes of result."""
    return bytes([item]) * 3_000_000


def ask(body):
    """Ask the caller's event loop, and wait for the answer, which comes after twenty of its heartbeats."""
    answered = False if is_caller() else asked()
    return body, os.getpid(), answered


def asked():
    """Whether the loop went on while it waited for us; if it did not for one, the next do not wait."""
    folder = Path(json.loads(os.environ[MEETING])["folder"])
    question, gave_up = folder / f"question {me()} {next(numbers)}", folder / "nobody answers"
    question.touch()
    for _ in range(PATIENCE):
        if not question.exists() or gave_up.exists():
            break
        time.sleep(TURN)
    if question.exists():
        gave_up.touch()
    return not question.exists()


async def answer(folder):
    """The heart of an event loop: twenty beats after a question it answers by taking it away.

    When nobody asks it beats slowly, so that a program in which nothing else goes on can be told by its stillness.
    """
    beats: dict[Path, int] = {}
    unasked = 0
    while True:
        questions = list(folder.glob("question *"))
        unasked = 0 if questions else unasked + 1
        for question in questions:
            beats[question] = beats.get(question, 0) + 1
            if beats[question] > BEATS:
                question.unlink()
        await asyncio.sleep(BEAT if unasked < SLOWLY else SLOW_BEAT)


def crunch_unless_bad(body):
    """Fails for the body "bad"."""
    if body == "bad":
        raise ValueError("a bad body")
    return body.upper()


def shrink(body):
    """Meets others; fails for a body with "bad shrink" in it."""
    most = 1 if is_caller() else stay("shrink")
    if "bad shrink" in body:
        raise ValueError(f"cannot shrink {body}")
    return f"small {body}", os.getpid(), most
