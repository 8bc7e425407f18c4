"""JupyterLab on a directory, and a notebook in it, driven as a learner would.

    with Lab(course_root) as lab, lab.browser() as page:
        notebook = Notebook(page, lab, "notebooks/01_executors/executors.ipynb")
        notebook.write("download_all_answer", "def download_all(fetch, urls, workers): …")
        print(notebook.run("download_all_check"))
        page.screenshot(path="/tmp/check.png")

Cells are named by their ids. The server has its own home, no token, and listens on this machine.
"""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

CHROMIUM = Path("/usr/bin/chromium")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
QUIET = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "docmanager-extension/plugin": {"autosave": False},
    "notebook-extension/tracker": {"windowingMode": "none"},
}
STARTED, LOADED, RAN = 60, 60_000, 120_000  # seconds for the server, milliseconds for the page


class Lab:
    """A JupyterLab server on a directory, from `with` to its end."""

    def __init__(self, root):
        self.root = Path(root)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        self.home = TemporaryDirectory(ignore_cleanup_errors=True)
        write_settings(Path(self.home.name) / "lab-settings")
        with (Path(self.home.name) / "log").open("w") as log:
            self.server = subprocess.Popen(
                self._command(),
                cwd=self.root,
                env=self._environment(),
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        self._wait_until_it_answers()
        return self

    def __exit__(self, *_):
        self.server.terminate()
        try:
            self.server.wait(20)
        except subprocess.TimeoutExpired:
            self.server.kill()
            self.server.wait()
        self.home.cleanup()

    def _command(self):
        options = ["--no-browser", "--allow-root", "--expose-app-in-browser", f"--port={self.port}"]
        settings = {
            "ServerApp.port_retries": 0,
            "IdentityProvider.token": "",
            "ServerApp.ip": "127.0.0.1",
        }
        traits = [f"--{name}={value}" for name, value in settings.items()]
        return [sys.executable, "-m", "jupyterlab", *options, *traits]

    def _environment(self):
        home = Path(self.home.name)
        own = {"HOME": home, "JUPYTERLAB_SETTINGS_DIR": home / "lab-settings", "IPYTHONDIR": home}
        return os.environ | {name: str(path) for name, path in own.items()}

    def _wait_until_it_answers(self):
        deadline = time.monotonic() + STARTED
        while time.monotonic() < deadline and self.server.poll() is None:
            try:
                urllib.request.urlopen(f"{self.url}/api/status", timeout=5).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError((Path(self.home.name) / "log").read_text())

    @contextmanager
    def browser(self, width=1200, height=1000):
        """A page of a fresh headless Chromium."""
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=str(CHROMIUM), args=CHROMIUM_ARGUMENTS
            )
            page = browser.new_page(viewport={"width": width, "height": height})
            page.set_default_timeout(LOADED)
            yield page
            browser.close()


class Notebook:
    """An open notebook with its kernel."""

    def __init__(self, page, lab, path):
        self.page = page
        page.goto(f"{lab.url}/lab/tree/{path}")
        page.wait_for_selector(".jp-Notebook .jp-Cell")
        page.wait_for_selector('.jp-NotebookPanel [data-status="idle"]', state="attached")
        page.evaluate(SUPPORT)
        page.wait_for_function("() => course.is_ready()")  # a cell run before is not run at all

    def write(self, cell, text):
        """Replace the text of a cell."""
        self.page.evaluate("([cell, text]) => course.write(cell, text)", [cell, text])

    def run(self, cell):
        """Run a cell; return all text that it shows."""
        return self.page.evaluate("cell => course.run(cell)", cell)

    def run_to_the_end(self):
        """Run every cell; return what each shows, by id."""
        return self.page.evaluate("() => course.run_all()")

    def outputs(self, cell):
        """A cell's outputs, as the notebook format stores them."""
        return self.page.evaluate("cell => course.outputs(cell)", cell)

    def save(self):
        """Save the notebook."""
        self.page.evaluate("() => course.app.commands.execute('docmanager:save')")

    def look_at(self, cell):
        """Scroll so that a cell is in sight."""
        self.page.evaluate("cell => course.look_at(cell)", cell)
        self.page.wait_for_timeout(500)


SUPPORT = """
window.course = {
    app: window.jupyterapp,
    get notebook() { return window.jupyterapp.shell.currentWidget.content },
    is_ready() {
        const context = window.jupyterapp.shell.currentWidget?.sessionContext;
        const kernel = context?.session?.kernel;
        return kernel?.connectionStatus === 'connected' && kernel.status === 'idle';
    },
    cell(id) {
        const found = this.notebook.widgets.find(each => each.model.id === id);
        if (!found) throw new Error('no cell ' + id);
        return found;
    },
    select(id) {
        this.notebook.activeCellIndex = this.notebook.widgets.indexOf(this.cell(id));
        this.notebook.deselectAll();
    },
    write(id, text) { this.cell(id).model.sharedModel.setSource(text) },
    outputs(id) { return this.cell(id).model.toJSON().outputs || [] },
    text(id) {
        const joined = text => Array.isArray(text) ? text.join('') : text || '';
        return this.outputs(id).map(output => joined(output.text)
            || joined(output.traceback && output.traceback.join('\\n'))
            || joined(output.data && output.data['text/plain'])).join('\\n');
    },
    async run(id) {
        this.select(id);
        await this.app.commands.execute('notebook:run-cell');
        return this.text(id);
    },
    async run_all() {
        const shown = {};
        for (const each of this.notebook.widgets.filter(each => each.model.type === 'code'))
            shown[each.model.id] = await this.run(each.model.id);
        return shown;
    },
    async look_at(id) {
        this.select(id);
        this.cell(id).node.scrollIntoView({block: 'center'});
    },
};
undefined;  // or else all of JupyterLab were the result
"""


def free_port():
    """A port that nothing listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def write_settings(folder):
    """Keep JupyterLab from asking, fetching, and showing a part of a notebook only."""
    for name, settings in QUIET.items():
        path = folder / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings))
