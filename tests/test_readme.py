"""What README.md promises is there: examples that run, commands, chapters, pictures."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from grader.__main__ import app
from grader.judge.course import Course

ROOT = Path(__file__).parents[1]
PAGES = {
    name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md")
}
README = PAGES["README.md"]
COURSE = Course(ROOT)


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def local_links():
    found = {
        link
        for page in PAGES.values()
        for link in re.findall(r"(?:\]\(|srcset=\"|src=\")([^)\"]+)", page)
    }
    return sorted({link.partition("#")[0] for link in found if "://" not in link})


@pytest.mark.parametrize("example", blocks("python"))
def test_an_example_runs(example, tmp_path):
    script = tmp_path / "example.py"
    script.write_text(example, encoding="utf-8")
    run = [sys.executable, script]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "fetch a" in done.stdout


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_grader_that_is_named_exists(page):
    named = set(re.findall(r"(?<=uv run grader )[a-z]+", PAGES[page]))
    assert named <= set(get_command(app).commands)


def test_what_a_teacher_needs_is_named():
    named = set(re.findall(r"(?<=uv run grader )[a-z]+", README))
    assert {"check", "demo", "release", "grade", "regrade"} <= named


def test_options_that_are_named_exist():
    for command, options in re.findall(r"uv run grader (\w+)([^\n`]*)", README):
        known = {name for each in get_command(app).commands[command].params for name in each.opts}
        assert set(re.findall(r"--[a-z]+", options)) <= known, command


@pytest.mark.parametrize("link", local_links())
def test_a_linked_file_exists(link):
    assert (ROOT / link).exists()


@pytest.mark.parametrize("chapter", COURSE.chapters, ids=lambda chapter: chapter.name)
def test_the_table_of_chapters_is_the_course(chapter):
    row = next(line for line in README.splitlines() if f"](notebooks/{chapter.name}/" in line)
    head = "".join(chapter.notebook["cells"][0]["source"])
    title = re.match(r"# \d (.*)", head)[1]
    question = re.search(r"\*\*(.*)\*\*", head)[1]
    minutes = re.search(r"About (\d+) minutes", head)[1]
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert f"[{title}](" in cells[1]
    assert cells[2:5] == [question, str(len(chapter.exercises)), minutes]


def test_every_picture_has_words_and_both_themes():
    for picture in re.findall(r"<picture>.*?</picture>", README):
        assert re.search(r'alt="[^"]{20,}"', picture), picture
        assert "_dark.svg" in picture
        assert "_light.svg" in picture


def test_every_benchmark_has_its_line():
    made = {f"python benchmarks/{path.name}" for path in ROOT.glob("benchmarks/*.py")}
    assert {line for line in made if line not in PAGES["CONTRIBUTING.md"]} == set()
