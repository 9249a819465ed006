"""A running demo and a browser. Stops only what it started."""

import contextlib
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import time
import urllib.request

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("MATTERWIRE", ROOT / ".build/debug/matterwire"))
SCREENSHOTS = ROOT / "out" / "browser"
READY_SECONDS = 120


class Demo:
    """`matterwire demo` on a new folder and free ports."""

    def __init__(self, matters=24):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="matterwire-browser-"))
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [BINARY, "demo", "--data", self.folder, "--port", "0", "--sandbox-port", "0", "--matters", str(matters)],
            stdout=self.log, stderr=self.log)
        try:
            self._await_ready()
        except BaseException:
            self.close()
            raise

    def _await_ready(self):
        end = time.monotonic() + READY_SECONDS
        files = [self.folder / "demo.json", self.folder / "sandbox.json"]
        while not all(file.exists() for file in files):
            if self.process.poll() is not None or time.monotonic() > end:
                self.log.seek(0)
                raise AssertionError("the demo did not get ready:\n" + self.log.read().decode(errors="replace"))
            time.sleep(0.05)
        ready, sandbox = (json.loads(file.read_text()) for file in files)
        self.portal, self.sandbox, self.personas = ready["portal"], ready["sandbox"], ready["personas"]
        self.rest_url = sandbox["actionstep"]["api_endpoint"].rstrip("/") + "/rest/"
        self.access_token = sandbox["actionstep"]["access_token"]

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def token(self, role):
        return next(persona["token"] for persona in self.personas if persona["role"] == role)

    def api(self, path, role):
        """The portal's API, with the token of this persona."""
        return self._call("GET", f"{self.portal}/api/v1/{path}", self.token(role))

    def rest(self, method, path, body=None):
        """The simulated practice system's API."""
        return self._call(method, self.rest_url + path, self.access_token, body)

    @staticmethod
    def _call(method, url, token, body=None):
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Accept": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(url, data=data, method=method, headers=headers)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=30) as answer:
            raw = answer.read()
            return json.loads(raw) if raw else None

    def settle(self):
        """Waits until every notice of the sandbox is delivered and processed."""
        waiting = "SELECT count(*) FROM deliveries WHERE finished_at IS NULL"
        unread = (
            "SELECT (SELECT count(*) FROM inbox WHERE state = 0)"
            " + (SELECT count(*) FROM dirty_matters WHERE parked = 0)")
        end = time.monotonic() + READY_SECONDS
        while self._count("sandbox.db", waiting) + self._count("matterwire.db", unread) > 0:
            if time.monotonic() > end:
                raise AssertionError("notices are still on their way")
            time.sleep(0.05)

    def _count(self, file, query):
        with contextlib.closing(sqlite3.connect(self.folder / file, timeout=10)) as database:
            return database.execute(query).fetchone()[0]

    def verify(self):
        """The differences between the portal and the simulated system, by matter."""
        done = subprocess.run(
            [BINARY, "verify", "--data", self.folder, "--json"], capture_output=True, text=True, timeout=READY_SECONDS)
        return json.loads(done.stdout)

    def move_step(self, action):
        """Moves a matter to one of its possible steps; returns the step's name."""
        possible = self.rest("GET", f"actionchangestep/{action}")
        moves = possible["actionchangestep"]
        move = (moves if isinstance(moves, list) else [moves])[0]["links"]
        steps = possible["linked"]["steps"]
        steps = steps if isinstance(steps, list) else [steps]
        name = next(step["stepName"] for step in steps if str(step["id"]) == str(move["step"]))
        links = {"action": str(action), "step": move["step"], "node": move["node"]}
        self.rest("POST", "actionchangestep", {"actionchangestep": {"links": links}})
        return name


class Browser:
    def __init__(self):
        self.playwright = sync_playwright().start()
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        self.chromium = self.playwright.chromium.launch(executable_path=path, args=arguments)

    def close(self):
        self.chromium.close()
        self.playwright.stop()

    @contextlib.contextmanager
    def context(self, width=1280, theme="light", script=True):
        """A separate browser profile. `problems` collects the errors of its pages."""
        context = self.chromium.new_context(
            viewport={"width": width, "height": 800}, color_scheme=theme, java_script_enabled=script)
        context.set_default_timeout(20_000)
        context.problems = []
        context.on("console", lambda it: context.problems.append(it.text) if it.type == "error" else None)
        context.on("weberror", lambda it: context.problems.append(str(it.error)))
        try:
            yield context
        finally:
            context.close()


def sign_in(page, demo, role):
    page.goto(demo.portal + "/sign-in")
    page.locator(f'form:has(input[value="{role}"]) button').click()
    page.wait_for_url(demo.portal + "/")


def violations(page):
    """The findings of axe, as readable lines."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:140]}" for rule in found for node in rule["nodes"]]


def screenshot(page, name):
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)
