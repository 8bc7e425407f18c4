"""The pages in docs/ build without a warning, load nothing from elsewhere, and name what there is."""

import importlib
import re
import subprocess
import sys
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

import grader

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
GUIDES = {
    name: (ROOT / name).read_text("utf-8")
    for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")
}
PAGES = {path.name: path.read_text("utf-8") for path in sorted(DOCS.glob("pages/**/*.md"))}
PLACEHOLDER = "NN|EXERCISE"
LOADED = re.compile(r"<(?:script|img|iframe|link)[^>]*\s(?:src|href)=\"?(https?:)?//")


def drawn():
    """The module that draws the pictures; docs/ is no package."""
    spec = spec_from_file_location("draw_processes", DOCS / "draw_processes.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return dict(module.pictures())


@pytest.mark.parametrize("path", drawn(), ids=lambda path: path.name)
def test_a_picture_is_what_its_script_draws(path):
    assert path.read_text("utf-8") == drawn()[path]


@pytest.mark.parametrize("page", [*PAGES, *GUIDES])
def test_folders_and_files_that_a_page_names_exist(page):
    text = (PAGES | GUIDES)[page]
    named = re.findall(r"`((?:grader|tests|docs|data|benchmarks|solutions)/[\w./]*)`", text)
    paths = [each for each in named if not re.search(PLACEHOLDER, each)]
    assert [each for each in paths if not (ROOT / each).exists()] == []


def test_every_package_of_grader_is_on_the_map():
    packages = {
        path.parent.relative_to(ROOT).as_posix() for path in ROOT.glob("grader/**/__init__.py")
    }
    missing = [
        each for each in packages - {"grader"} if f"`{each}/`" not in PAGES["carrying-it-on.md"]
    ]
    assert missing == []


def test_every_public_name_has_a_place_in_the_api():
    paths = [
        path for page in PAGES.values() for path in re.findall(r"^::: ([\w.]+)", page, re.MULTILINE)
    ]
    shown = {path.rpartition(".")[2]: path.rpartition(".")[0] for path in paths}
    for name in grader.__all__:
        assert getattr(importlib.import_module(shown[name]), name) is getattr(grader, name)


@pytest.mark.skipif(not find_spec("mkdocs"), reason="needs the group docs: uv sync --group docs")
def test_the_pages_build_strictly_and_load_nothing_from_elsewhere(tmp_path):
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    options = ["--config-file", DOCS / "mkdocs.yml", "--site-dir", tmp_path]
    done = subprocess.run([*build, *options], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    pages = {path: path.read_text("utf-8") for path in tmp_path.glob("**/*.html")}
    assert {path for path, text in pages.items() if LOADED.search(text)} == set()
    assert ">>> run.takes(3)" in re.sub(
        r"<[^>]+>", "", pages[tmp_path / "api" / "run.html"]
    ).replace("&gt;", ">")
