"""The reference `main` as the program that a learner starts: a file, a terminal's clients, signals."""

import asyncio
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from aiohttp import ClientSession, TCPConnector

from grader.authoring.exercise_rules import reference
from grader.judge.course import Course
from grader.program import more_descriptors
from grader.servers import free_port

COURSE = Course(Path(__file__).parents[1])
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

    async def visit(session, number):
        async with session.get(f"http://127.0.0.1:{port}/hello/{number}") as answer:
            return answer.status, await answer.text()

    async def crowd():
        async with ClientSession(connector=TCPConnector(limit=0)) as session:
            visits = [asyncio.ensure_future(visit(session, number)) for number in range(1000)]
            while _connections(port) < 1000 and not all(each.done() for each in visits):
                await asyncio.sleep(0.02)
            await asyncio.sleep(0.1)  # from the connection to the request
            process.send_signal(signal.SIGTERM)
            return await asyncio.gather(*visits)

    answers = asyncio.run(crowd())
    assert answers == [(200, f"<h1>hello, {number}!</h1>") for number in range(1000)]
    assert process.wait(60) == 0
    socket.create_server(("127.0.0.1", port)).close()


def _connections(port):
    """How many connections of the server are established, as the kernel sees it."""
    table = Path("/proc/net/tcp")
    if not table.exists():
        time.sleep(0.5)
        return 1000
    rows = [line.split() for line in table.read_text().splitlines()[1:]]
    return sum(row[1].endswith(f":{port:04X}") and row[3] == "01" for row in rows)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_with_exit_code_0(server, number):
    process, _ = server
    process.send_signal(number)
    assert process.wait(60) == 0
