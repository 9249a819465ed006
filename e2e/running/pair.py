"""A sandbox and a portal as two real processes, each on its own data folder and free port."""

import contextlib
import functools
import json
import os
import pathlib
import queue
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request

import engines

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("MATTERWIRE", ROOT / ".build/debug/matterwire"))
DEADLINE_SECONDS = 60


def until(what, condition, seconds=DEADLINE_SECONDS):
    """Waits for a condition; fails with a description of it after the deadline."""
    end = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds} s for {what}")
        time.sleep(0.01)


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)


class NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


_opener = urllib.request.build_opener(NoRedirects, urllib.request.ProxyHandler({}))


def call(method, url, body=None, headers=None, seconds=30):
    data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, method=method, headers=headers or {})
    if data is not None and "Content-type" not in request.headers:
        request.add_header("Content-Type", "application/json")
    try:
        with _opener.open(request, timeout=seconds) as answer:
            return Answer(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.headers, error.read())


class Process:
    """One matterwire process."""

    def __init__(self, *arguments, core=None, environment=None):
        self.log = tempfile.TemporaryFile()
        pin = ["taskset", "-c", core] if core else []
        self.process = subprocess.Popen(
            [*pin, BINARY, *map(str, arguments)], stdout=self.log, stderr=self.log,
            env={**os.environ, **(environment or {})})

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self._close_log()

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(90)
            except subprocess.TimeoutExpired:
                output = self.output()
                self.kill()
                raise AssertionError("the process did not stop within 90 s of SIGTERM:\n" + output) from None
        self._close_log()
        return self.process.returncode

    def output(self):
        """The output of the process, also after it has ended."""
        if not self.log.closed:
            self.log.seek(0)
            self._output = self.log.read().decode(errors="replace")
        return self._output

    def _close_log(self):
        self.output()
        self.log.close()

    def alive(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the process ended with {self.process.returncode}:\n{self.output()}")
        return True


def run(*arguments, status=0, environment=None):
    done = subprocess.run(
        [BINARY, *map(str, arguments)], capture_output=True, text=True, timeout=300,
        env={**os.environ, **(environment or {})})
    if done.returncode != status:
        raise AssertionError(f"{arguments} ended with {done.returncode}, not {status}:\n{done.stderr}{done.stdout}")
    return done.stdout.strip()


class Stream(threading.Thread):
    """Reads /live and queues its events."""

    def __init__(self, url, token, last_id=None):
        super().__init__(daemon=True)
        self.events = queue.Queue()
        headers = {"Authorization": f"Bearer {token}"}
        if last_id:
            headers["Last-Event-ID"] = last_id
        self.answer = _opener.open(urllib.request.Request(url + "/live", headers=headers), timeout=60)
        self.start()

    def run(self):
        event = {}
        with contextlib.suppress(Exception):
            for raw in self.answer:
                line = raw.decode().rstrip("\n")
                if not line and "event" in event:
                    event["data"] = json.loads(event["data"])
                    self.events.put(event)
                    event = {}
                elif line and not line.startswith(":"):
                    key, _, value = line.partition(": ")
                    event[key] = value

    def next(self, wanted=lambda event: True, seconds=20):
        end = time.monotonic() + seconds
        while True:
            try:
                event = self.events.get(timeout=max(0.01, end - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"no such event within {seconds} s") from None
            if wanted(event):
                return event

    def close(self):
        # The reading thread holds the response's lock, so the socket below it is shut down.
        with contextlib.suppress(Exception):
            self.answer.fp.raw._sock.shutdown(socket.SHUT_RDWR)
        self.join()


class Pair:
    """The running pair: `sandbox` and `portal`, connected."""

    def __init__(self, matters=24, seed=7, test_clock=False):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="matterwire-"))
        self.sandbox_data = self.folder / "sandbox"
        self.portal_data = self.folder / "portal"
        self.portal = None
        self.engine = engines.chosen(self.folder)
        options = ["--test-clock"] if test_clock else []
        self.sandbox = Process(
            "sandbox", "--data", self.sandbox_data, "--port", 0, "--matters", matters, "--seed", seed, *options,
            core=os.environ.get("MATTERWIRE_PIN_SANDBOX"))
        try:
            self.ready = self._ready(self.sandbox, self.sandbox_data / "sandbox.json")
            self.api = self.ready["actionstep"]["api_endpoint"].rstrip("/") + "/rest"
            self.import_line = self.connect()
            self.staff = self.run("token", "--email", "staff@firm.example", "--staff")
            self.start_portal()
        except BaseException:
            self.close()
            raise

    @staticmethod
    def _ready(process, path):
        until(f"{path.name}", lambda: process.alive() and path.exists())
        return json.loads(path.read_text())

    @functools.cached_property
    def url(self):
        """The portal's address, with the port that `connect` has chosen."""
        ((port,),) = self.engine.rows("SELECT value FROM installation WHERE name = 'port'")
        return f"http://127.0.0.1:{port.decode()}"

    def connect(self):
        """Connects the portal; returns the last line of its progress."""
        pin = ["taskset", "-c", os.environ["MATTERWIRE_PIN_PORTAL"]] if "MATTERWIRE_PIN_PORTAL" in os.environ else []
        done = subprocess.run(
            [*pin, BINARY, "connect", "actionstep", "--from", self.grant_file(), "--data",
             self.portal_data, "--port", "0"], capture_output=True, text=True, timeout=600,
            env={**os.environ, **self.engine.environment})
        assert done.returncode == 0, done.stderr
        return next(line.strip() for line in done.stderr.splitlines() if "are in" in line)

    def grant_file(self):
        """The file with which the portal is connected."""
        return self.sandbox_data / "sandbox.json"

    def run(self, command, *arguments, status=0):
        """Runs a command beside the portal."""
        return run(command, "--data", self.portal_data, *arguments, status=status, environment=self.engine.environment)

    def run_subcommand(self, command, subcommand, *arguments, status=0):
        """Runs a command with a subcommand, such as `hooks list`."""
        return run(
            command, subcommand, "--data", self.portal_data, *arguments, status=status,
            environment=self.engine.environment)

    def start_portal(self, *options):
        self.portal = Process(
            "serve", "--data", self.portal_data, *options, core=os.environ.get("MATTERWIRE_PIN_PORTAL"),
            environment=self.engine.environment)
        url = self.url
        until("the portal to be ready", lambda: self.portal.alive() and self._is_ready(url))

    @staticmethod
    def _is_ready(url):
        with contextlib.suppress(OSError):
            return call("GET", url + "/health/ready").status == 200

    @contextlib.contextmanager
    def sandbox_database(self):
        database = sqlite3.connect(f"file:{self.sandbox_data / 'sandbox.db'}?mode=ro", uri=True, timeout=10)
        try:
            yield database
        finally:
            database.close()

    def rest(self, method, path, body=None):
        """The sandbox's REST API, as an integrator uses it."""
        headers = {
            "Authorization": f"Bearer {self.ready['actionstep']['access_token']}",
            "Content-Type": "application/vnd.api+json", "Accept": "application/vnd.api+json",
        }
        answer = call(method, f"{self.api}/{path}", body, headers)
        if answer.status >= 400:
            raise AssertionError(f"{method} {path}: {answer.status} {answer.body[:500]}")
        return answer.json if answer.body else None

    def rows(self, resource, query=""):
        """A collection as a list, whether the response held one row, several or none."""
        found = self.rest("GET", f"{resource}?{query}")
        if found is None:
            return []
        rows = found[resource.split("/")[0]]
        return rows if isinstance(rows, list) else [rows]

    def portal_api(self, path, token=None):
        return call("GET", f"{self.url}/api/v1/{path}", headers={"Authorization": f"Bearer {token or self.staff}"})

    def matters(self, token=None):
        matters, after = [], ""
        while True:
            page = self.portal_api(f"matters?limit=200{after}", token).json
            matters += page["matters"]
            if not page["next"]:
                return matters
            after = "&after=" + page["next"]

    def advance(self, seconds):
        answer = call("POST", self.ready["url"] + "/control/clock", {"advance": seconds})
        assert answer.status == 200, answer.body

    def waiting_deliveries(self):
        with self.sandbox_database() as database:
            return database.execute(
                "SELECT count(*) FROM deliveries WHERE finished_at IS NULL").fetchone()[0]

    def unprocessed(self):
        ((count,),) = self.engine.rows(
            "SELECT (SELECT count(*) FROM inbox WHERE state = 0) + (SELECT count(*) FROM dirty_matters WHERE parked = 0)"
            " + (SELECT count(*) FROM sweeps WHERE finished_at IS NULL) AS count")
        return count

    def settle(self, seconds=DEADLINE_SECONDS):
        """Waits until every notice is delivered and processed."""
        until("every notice to be delivered", lambda: self.waiting_deliveries() == 0, seconds)
        until("every notice to be processed", lambda: self.unprocessed() == 0, seconds)

    def verify(self):
        return json.loads(self.run("verify", "--json"))

    def close(self):
        for process in (self.portal, self.sandbox):
            if process is not None and process.process.poll() is None:
                process.stop()
        self.engine.close()
        shutil.rmtree(self.folder, ignore_errors=True)
