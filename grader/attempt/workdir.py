"""The folder in which an attempt runs: the judge's own, or a private one for a submission."""

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.attempt.limits import WRITABLE_FOLDERS

INSIDE = "/attempt/work"  # the working directory in a sandbox
LARGE = 2**20  # files of at least so many bytes are linked, not copied

Subjects = Mapping[str, Mapping[str, Any]]  # by key; each has a "folder", or None


class Workdir:
    """A private folder with copies of the submission's files, removed when it is closed.

    A function that travels by value belongs to the user who runs the judge; such a call runs in the
    judge's own current folder.
    """

    def __init__(self, subjects: Subjects) -> None:
        self.folder, self.private = str(Path.cwd()), bool(subjects)
        if self.private:
            self.folder = tempfile.mkdtemp(prefix="attempt-")
        for each in subjects.values():
            if each["folder"]:
                _copy_files(Path(self.folder), Path(each["folder"]))

    def setup(self) -> dict[str, Any]:
        """Return the child's current folder and its path for imports, as in a notebook's kernel."""
        path = [self.folder, *sys.path] if self.private else sys.path
        return {"folder": self.folder, "path": path}

    def close(self) -> None:
        """Remove the private folder."""
        if self.private:
            shutil.rmtree(self.folder, ignore_errors=True)


class EnclosedWorkdir:
    """The same in a sandbox: only the child can make the folder, and the kernel removes it.

    ``shown`` tells for each of the judge's folders where it is seen in the sandbox.
    """

    def __init__(self, subjects: Subjects, shown: Mapping[str, str]) -> None:
        given = (each["folder"] for each in subjects.values())
        self.copy_from = [shown[folder] for folder in given if folder in shown]

    def setup(self) -> dict[str, Any]:
        """Return what the child needs to make its folder: where, and from which folders to copy."""
        return {"folder": INSIDE, "path": [INSIDE, *sys.path], "copy_from": self.copy_from}

    def close(self) -> None:
        """Do nothing: the folder ends with the child."""


def enter_workdir(setup: Mapping[str, Any]) -> None:
    """In the child: make the current folder and the path for imports those of the setup."""
    if "copy_from" in setup:
        shutil.rmtree(setup["folder"], ignore_errors=True)  # of an earlier attempt in this child
        Path(setup["folder"]).mkdir()
    for each in setup.get("copy_from", ()):
        _copy_files(Path(setup["folder"]), Path(each))
    sys.path[:] = setup["path"]
    os.chdir(setup["folder"])


def has_leftovers(setup: Mapping[str, Any]) -> bool:
    """Return True if a sandbox has files outside of the folder, where the next run would find them."""
    if "copy_from" not in setup:
        return False
    return {each for place in WRITABLE_FOLDERS for each in Path(place).iterdir()} != {Path(INSIDE)}


def _copy_files(folder: Path, source: Path) -> None:
    """Copy the submission's files, so that it can change them; notebooks and hidden files stay behind."""
    for each in source.iterdir():
        if each.suffix != ".ipynb" and not each.name.startswith("."):
            _copy_tree(each.resolve(), folder / each.name)


def _copy_tree(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, copy_function=_copy, dirs_exist_ok=True)
    else:
        _copy(source, target)


def _copy(source: str | Path, target: str | Path) -> None:
    if Path(source).stat().st_size < LARGE:
        shutil.copyfile(source, target)
    else:
        Path(target).symlink_to(source)
