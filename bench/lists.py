"""Measures the list of matters, as a browser requests it, on a portal with many of them.

One imported matter is copied inside the portal's database, which gives a firm of any size in seconds: staff see all of
it, a broker three matters in ten, a client two. `python3 bench/lists.py 100000` measures that alone.
"""

import hashlib
import os
import pathlib
import sqlite3
import statistics
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "e2e" / "running"))
import pair  # noqa: E402

ROUNDS = 100
COPIED = ("parties", "documents", "notes", "data_values", "step_history")
VIEWERS = {
    "staff, all": ("staff@firm.example", "staff", "staff"),
    "broker, 3 in 10": ("broker@bench.example", "party", "person:broker@bench.example"),
    "client, 2": ("client@bench.example", "party", "person:client@bench.example"),
}
SEARCHES = {"": "", "search, common": "?q=street", "search, rare": "?q=bench77", "search, none": "?q=nowhere"}


def grow(path, matters):
    """Copies one matter `matters` times, with settlement dates around today."""
    database = sqlite3.connect(path, isolation_level=None)
    numbers = f"WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {matters})"
    (firm, model) = database.execute("SELECT firm_id, matter_id FROM matters LIMIT 1").fetchone()
    database.execute("BEGIN IMMEDIATE")
    changed = {
        "matter_id": "'b' || n", "source_ref": "'b' || n", "name": "n || ' Wattle Street'",
        "reference": "'BENCH' || n", "search_text": "n || ' wattle street bench' || n",
        "settlement_on": "date('now', (n % 400 - 200) || ' days')", "is_open": "CASE WHEN n % 5 = 0 THEN 0 ELSE 1 END",
        "document_id": "document_id || '-' || n",
    }
    for table in ("matters", *COPIED):
        columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
        values = ", ".join(changed.get(column, f"m.{column}") for column in columns)
        database.execute(
            f"{numbers} INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} m, numbers "
            f"WHERE m.firm_id = ? AND m.matter_id = ?", (firm, model))
    for condition, holder, relation in (
            ("1", "staff", "staff"), ("n % 10 < 3", VIEWERS["broker, 3 in 10"][2], "named"),
            ("n < 3", VIEWERS["client, 2"][2], "client")):
        database.execute(
            f"{numbers} INSERT INTO access (firm_id, holder, matter_id, relation) "
            f"SELECT ?, ?, 'b' || n, ? FROM numbers WHERE {condition}", (firm, holder, relation))
    for address, kind, _ in VIEWERS.values():
        database.execute(
            "INSERT INTO tokens (firm_id, token_hash, purpose, address, standing, label, created_at) "
            "VALUES (?, ?, 'session', ?, ?, 'Bench', 0)",
            (firm, hashlib.sha256(address.encode()).hexdigest(), address, kind))
    database.execute("COMMIT")
    database.close()


def processor_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(url, address, pid):
    """Median and 99th percentile of the response time, and processor time for each request, all in ms. On a shared
    machine, compare the last."""
    took, before = [], processor_seconds(pid)
    for _ in range(ROUNDS):
        started = time.perf_counter()
        answer = pair.call("GET", url, headers={"Cookie": f"matterwire={address}"})
        took.append((time.perf_counter() - started) * 1000)
        assert answer.status == 200, answer.status
    took.sort()
    share = (processor_seconds(pid) - before) / len(took) * 1000
    return statistics.median(took), took[int(len(took) * 0.99)], share


def lists(matters, report):
    running = pair.Pair(matters=24)
    try:
        running.portal.stop()
        grow(running.portal_data / "matterwire.db", matters)
        running.start_portal("--roles", "portal")
        for viewer, (address, _, _) in VIEWERS.items():
            for search, query in SEARCHES.items():
                half, high, share = measure(f"{running.url}/{query}", address, running.portal.process.pid)
                report(f"list of {matters} matters ({', '.join(filter(None, (viewer, search)))})",
                     f"p50 {half:.1f} ms  p99 {high:.1f} ms  processor {share:.1f} ms")
    finally:
        running.close()


if __name__ == "__main__":
    lists(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000, lambda what, figure: print(f"{what:60} {figure}"))
