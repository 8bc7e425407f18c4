"""The reference `main` as the program that a learner starts: a file, a terminal's clients, signals."""

import asyncio
import functools
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from grader.authoring.exercise_rules import reference
from grader.judge.course import Course
from grader.program import more_descriptors, visit_and_then
from grader.servers import free_port

pytestmark = pytest.mark.real_clock

COURSE = Course(Path(__file__).parents[2])
END = "\n\nif __name__ == '__main__':\n    sys.exit(main(sys.argv[1:]))\n"


@pytest.fixture
def server(tmp_path):
    """The chapter's application and program in one file, running; its process and its port."""
    parts = [reference(COURSE.exercise(name)).sources for name in ("make_app", "main")]
    text = "\n\n".join(["import sys", *(source for part in parts for _, source in part)])
    path, port = tmp_path / "server.py", free_port()
    path.write_text(text.replace("web.AppRunner(one_page())", "web.AppRunner(make_app())") + END)
    more_descriptors()
    process = subprocess.Popen(
        [sys.executable, path, "--port", str(port)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == f"http://127.0.0.1:{port}\n"
    yield process, port
    process.kill()
    process.wait()
    process.stdout.close()


def curl(port, path):
    program = shutil.which("curl") or pytest.skip("curl is not installed")
    command = [program, "--silent", "--include", "--path-as-is", f"http://127.0.0.1:{port}{path}"]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=20).stdout


@pytest.mark.parametrize(
    ("path", "status", "body"),
    [
        ("/", 200, "<h1>Index</h1>"),
        ("/hello/Ada", 200, "<h1>hello, Ada!</h1>"),
        ("/hello/%3Cscript%3E", 200, "<h1>hello, &lt;script&gt;!</h1>"),
        ("/hello/a%2Fb", 200, "<h1>hello, a/b!</h1>"),
        ("/hello/%F0%9F%8E%89", 200, "<h1>hello, 🎉!</h1>"),
        ("/hello/" + "x" * 10_000, 400, ""),
        ("/nowhere", 404, ""),
    ],
)
def test_curl_gets_what_it_asked_for_or_a_clear_refusal(server, path, status, body):
    answer = curl(server[1], path)
    assert answer.split()[1] == str(status)
    assert body in answer


def test_a_thousand_clients_are_answered_though_sigterm_comes_in_the_middle(server):
    process, port = server
    paths = [f"/hello/{number}" for number in range(1000)]
    stop = functools.partial(process.send_signal, signal.SIGTERM)
    answers = asyncio.run(visit_and_then(port, paths, stop, patience=60))
    assert answers == [(200, f"<h1>hello, {number}!</h1>") for number in range(1000)]
    assert process.wait(60) == 0
    socket.create_server(("127.0.0.1", port)).close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_with_exit_code_0(server, number):
    process, _ = server
    process.send_signal(number)
    assert process.wait(60) == 0
