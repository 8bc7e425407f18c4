"""The folder in which an attempt runs: the judge's own, or a private one for a submission."""

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from grader.attempt.limits import WRITABLE_FOLDERS

Subjects = dict[str, dict[str, Any]]
INSIDE = "/attempt/work"  # in a sandbox
LARGE = 2**20  # files from this size on are linked, not copied


class Workdir:
    """A private folder with what came with the submission, removed when it is closed.

    A function that travels by value belongs to whoever runs the judge; it runs where they are.
    """

    def __init__(self, subjects: Subjects) -> None:
        self.folder, self.private = str(Path.cwd()), bool(subjects)
        if self.private:
            self.folder = tempfile.mkdtemp(prefix="attempt-")
        for each in subjects.values():
            if each["folder"]:
                _furnish(Path(self.folder), Path(each["folder"]))

    def setup(self) -> dict[str, Any]:
        """The child's current folder and its path for imports, as in a notebook's kernel."""
        path = [self.folder, *sys.path] if self.private else sys.path
        return {"folder": self.folder, "path": path}

    def close(self) -> None:
        """Remove the private folder."""
        if self.private:
            shutil.rmtree(self.folder, ignore_errors=True)


class EnclosedWorkdir:
    """The same in a sandbox, where nobody but the child can make it, and nobody need remove it."""

    def __init__(self, subjects: Subjects, shown: dict[str, str]) -> None:
        given = (each["folder"] for each in subjects.values())
        self.furniture = [shown[folder] for folder in given if folder in shown]

    def setup(self) -> dict[str, Any]:
        """What the child needs to make its folder."""
        return {"folder": INSIDE, "path": [INSIDE, *sys.path], "furniture": self.furniture}

    def close(self) -> None:
        """It went with the child."""


def move_in(setup: dict[str, Any]) -> None:
    """The child's side: make the current folder and the path for imports those of the setup."""
    if "furniture" in setup:
        shutil.rmtree(setup["folder"], ignore_errors=True)  # of the attempt before, in a series
        Path(setup["folder"]).mkdir()
    for each in setup.get("furniture", ()):
        _furnish(Path(setup["folder"]), Path(each))
    sys.path[:] = setup["path"]
    os.chdir(setup["folder"])


def left_behind(setup: dict[str, Any]) -> bool:
    """Whether more was written in a sandbox than in that folder, where the next run would find it."""
    if "furniture" not in setup:
        return False
    return {each for place in WRITABLE_FOLDERS for each in Path(place).iterdir()} != {Path(INSIDE)}


def _furnish(folder: Path, source: Path) -> None:
    """Give the submission copies of its files: what it changes is its own."""
    for each in source.iterdir():
        if each.suffix != ".ipynb" and not each.name.startswith("."):
            _give(each.resolve(), folder / each.name)


def _give(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, copy_function=_copy, dirs_exist_ok=True)
    else:
        _copy(source, target)


def _copy(source: str | Path, target: str | Path) -> None:
    if Path(source).stat().st_size < LARGE:
        shutil.copyfile(source, target)
    else:
        Path(target).symlink_to(source)
