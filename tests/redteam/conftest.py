"""One class of attackers and honest students, graded once."""

import http.server
import os
import shutil
import threading
from typing import ClassVar

import pytest
from classroom.conftest import RIGHT, Class, released  # noqa: F401 - a fixture
from redteam.attacks import ATTACKS, SLOW_FETCH_BOTH, WRONG
from redteam.timelines import TIMELINES, WITH_CARE

from grader.judge.course import Course

CAREFUL = "writes every event anew"
TOKEN = "token-that-nobody-may-read"


class Visited(http.server.BaseHTTPRequestHandler):
    """A server on this machine that no submission may reach."""

    visits: ClassVar[list[str]] = []

    def do_GET(self):
        self.visits.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def address():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Visited) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def battle(released, tmp_path_factory, address):  # noqa: F811 - asked for as a fixture
    """Return the class, and its assessments by student."""
    root = tmp_path_factory.mktemp("battle") / "course"
    shutil.copytree(released.root, root)
    course = Course(root)
    it = Class(course)
    for name, code in ATTACKS.items():
        text = code.replace("ADDRESS", address).replace("ROOT", str(course.root))
        text = text.replace("JUDGE", str(os.getpid()))
        it.hand_in(name, double_answer=text, fetch_both_answer=SLOW_FETCH_BOTH)
    for name, code in {**TIMELINES, CAREFUL: WITH_CARE}.items():
        it.hand_in(name, double_answer=WRONG, fetch_both_answer=code)
    for student in ("aaa honest", "zzz honest"):
        it.hand_in(student)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LMS_TOKEN", TOKEN)
        return it, it.grade()


@pytest.fixture(scope="session")
def right():
    return RIGHT
