"""The stacks that a dying child leaves: the learner's line among them."""

import re
from collections.abc import Callable

FRAME = re.compile(r'^  File "(.*)", line (\d+) in (.*)$')
Place = tuple[str, int, str]  # file name, line, function


def threads_of(text: str) -> list[list[Place]]:
    """The stacks in what `faulthandler` writes, each with its innermost frame first."""
    threads: list[list[Place]] = []
    for line in text.splitlines():
        if line.startswith(("Thread ", "Current thread ", "Stack ")):
            threads.append([])
        elif (match := FRAME.match(line)) and threads:
            threads[-1].append((match[1], int(match[2]), match[3]))
    return threads


def place_in(text: str, is_the_learners: Callable[[str], bool]) -> Place | None:
    """Where the learner's code was: first in a thread that computes, else in one that waits."""
    threads = [thread for thread in threads_of(text) if thread]
    for thread in sorted(threads, key=lambda thread: not is_the_learners(thread[0][0])):
        for place in thread:
            if is_the_learners(place[0]):
                return place
    return None
