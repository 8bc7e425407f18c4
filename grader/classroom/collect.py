"""`nbgrader collect`, which copies for the teacher what students have put into the exchange.

They may put there what they like: a link would bring what only the teacher may read, a pipe never
ends.  So files and folders are copied, and nothing else is.
"""

import os
import shutil
import stat
import tempfile
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect

LEFT_OUT = "%s: left out, as it is neither a file nor a folder"


class Collect(ExchangeCollect):
    """Collects what was handed in itself, and nothing that it points to."""

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy a hand-in, by way of a folder that is nobody else's to change."""
        with tempfile.TemporaryDirectory() as safe:
            copy = Path(safe, "hand-in")
            copy.mkdir()
            if not self._odd_ones(str(Path(src).parent), [Path(src).name]):
                shutil.copytree(src, copy, symlinks=True, ignore=self._odd_ones, dirs_exist_ok=True)
            _unlink_links(copy)
            super().do_copy(str(copy), dest, log)

    def _odd_ones(self, folder: str, names: list[str]) -> list[str]:
        odd = [name for name in names if not _ordinary(Path(folder, name))]
        for name in odd:
            self.log.warning(LEFT_OUT, Path(folder, name))
        return odd


def _ordinary(path: Path) -> bool:
    mode = path.lstat().st_mode
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)


def _unlink_links(folder: Path) -> None:
    """Those that took the place of a file between the look at it and its copying."""
    for parent, folders, files in os.walk(folder):
        for each in (Path(parent, name) for name in (*folders, *files)):
            if each.is_symlink():
                each.unlink()
