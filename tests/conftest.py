"""Fixtures that many tests ask for, and what all tests need of their process."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from courses import TINY_CHAPTER, make_course
from hypothesis import HealthCheck, settings

from grader.judge.course import Course

pytest_plugins = ["tiers", "real_clock"]

# A shell without job control starts what stands before a `&` with SIGINT ignored, and all processes below
# inherit that.  Some of CPython's own tests interrupt themselves, and would then go on for ever.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# How long an example takes says only how busy the machine is.
settings.register_profile("any load", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any load")


@pytest.fixture
def tiny_chapter() -> str:
    """The chapter as text, to be changed by a test that needs a worse one."""
    return TINY_CHAPTER


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """A course of one tiny chapter, in the working directory."""
    monkeypatch.chdir(tmp_path)
    return make_course(tmp_path, **{"01_tiny": TINY_CHAPTER})


@pytest.fixture
def course_of(tmp_path: Path) -> Callable[..., Course]:
    """Make a course of other chapters."""
    return lambda **chapters: make_course(tmp_path / "course", **chapters)
