"""The database engines of the portal, for the tests."""

import contextlib
import glob
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def chosen(folder):
    """The engine of this run: MATTERWIRE_TEST_ENGINE is sqlite, the default, or postgres."""
    name = os.environ.get("MATTERWIRE_TEST_ENGINE", "sqlite")
    return {"sqlite": SQLite, "postgres": Postgres}[name](folder)


class SQLite:
    """The file inside the portal's data folder."""

    environment = {}

    def __init__(self, folder):
        self.path = folder / "portal" / "matterwire.db"

    def rows(self, sql):
        database = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=10)
        try:
            return database.execute(sql).fetchall()
        finally:
            database.close()

    @contextlib.contextmanager
    def blocked(self):
        """Blocks all other writers. Yields a function that counts the stored notices."""
        other = sqlite3.connect(self.path, timeout=30, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            yield lambda: other.execute("SELECT count(*) FROM inbox").fetchone()
        finally:
            other.execute("ROLLBACK")
            other.close()

    def describe(self):
        return f"SQLite {sqlite3.sqlite_version}, WAL, synchronous=FULL"

    def close(self):
        pass


class Postgres:
    """A separate server in its own folder."""

    def __init__(self, _):
        # Not inside the pair's folder, which the server's user may not enter.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="matterwire-pg-"))
        self.programs = pathlib.Path(shutil.which("postgres") or sorted(
            glob.glob("/usr/lib/postgresql/*/bin/postgres"))[-1]).resolve().parent
        self.start()
        self.environment = {"MATTERWIRE_STORE": self.address}

    def start(self):
        core = os.environ.get("MATTERWIRE_PIN_PORTAL")
        pin = ["taskset", "-c", core] if core else []
        self.server = subprocess.Popen(
            [*pin, ROOT / "scripts/scratch-postgres", self.folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.address = self.server.stdout.readline().strip()
        assert self.address, "scripts/scratch-postgres did not start a server; scripts/setup postgres installs one"

    def kill(self):
        """Simulates the loss of the server's machine: kills all of its processes at once."""
        first = (self.folder / "data" / "postmaster.pid").read_text().split()[0]
        others = subprocess.run(["pgrep", "-P", first], capture_output=True, text=True).stdout.split()
        for process in [first, *others]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(process), signal.SIGKILL)
        self.server.communicate()

    def rows(self, sql):
        """Each row as a tuple; raw bytes as bytes."""
        done = subprocess.run(
            [self.programs / "psql", "-XAtq", "-d", self.address, "-c",
             f"SELECT coalesce(json_agg(found), '[]') FROM ({sql}) AS found"],
            capture_output=True, text=True, timeout=60, check=True)
        return json.loads(done.stdout, object_pairs_hook=lambda pairs: tuple(plain(value) for _, value in pairs))

    def describe(self):
        ((version,),) = self.rows("SELECT current_setting('server_version')")
        return f"PostgreSQL {version.split()[0]}, fsync=on, synchronous_commit=on"

    def close(self):
        self.server.communicate()
        shutil.rmtree(self.folder, ignore_errors=True)

    @contextlib.contextmanager
    def blocked(self):
        """Blocks all writers of notices. Yields a function that counts the stored notices."""
        other = subprocess.Popen(
            [self.programs / "psql", "-XAtq", "-d", self.address], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True)
        say = lambda line: print(line, file=other.stdin, flush=True)
        count = lambda: (say("SELECT count(*) FROM inbox;"), other.stdout.readline())[1]
        say("BEGIN; LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE;")
        try:
            yield count
        finally:
            other.communicate("ROLLBACK;")


def plain(value):
    return bytes.fromhex(value[2:]) if isinstance(value, str) and value.startswith("\\x") else value
