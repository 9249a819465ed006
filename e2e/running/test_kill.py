"""kill -9 of the portal under load: no notice that was answered with 200 is lost, and both sides agree afterwards.

Rounds: KILL_ROUNDS (default 1). Seed: KILL_SEED (default fixed; printed)."""

import json
import os
import random
import threading
import time
import unittest

import pair

ROUNDS = int(os.environ.get("KILL_ROUNDS", "1"))
SEED = int(os.environ.get("KILL_SEED", "20261121"))
NOTICES_PER_SECOND = 200


class Load(threading.Thread):
    """Changes matters through the sandbox's API at a steady rate. Each change causes one notice or more."""

    def __init__(self, running, random_source):
        super().__init__(daemon=True)
        self.running, self.random_source = running, random_source
        self.actions = [row["id"] for row in running.rows("actions", "pageSize=200")]
        self.stop_requested = threading.Event()
        self.changes = 0
        self.failure = None

    def run(self):
        try:
            started = time.monotonic()
            while not self.stop_requested.is_set():
                self.one_change()
                self.changes += 1
                # A name change and a note cause one notice each.
                due = started + self.changes / NOTICES_PER_SECOND
                self.stop_requested.wait(max(0, due - time.monotonic()))
        except Exception as error:  # noqa: BLE001 - reported by the test
            self.failure = error

    def one_change(self):
        action = self.random_source.choice(self.actions)
        if self.random_source.random() < 0.5:
            self.running.rest(
                "POST", "filenotes",
                {"filenotes": {"text": f"PORTAL: note {self.changes}", "links": {"action": str(action)}}})
        else:
            self.running.rest("PUT", f"actions/{action}", {"actions": {"name": f"Renamed {self.changes}"}})


def advance_until_delivered(running, seconds=pair.DEADLINE_SECONDS):
    for _ in range(40):
        if running.waiting_deliveries() == 0:
            break
        running.advance(20)
        time.sleep(0.2)
    running.settle(seconds)


def check_processed(test, running):
    """Checks that every delivery that was answered with 200 is in the portal's inbox, and processed."""
    with running.sandbox_database() as database:
        bodies = database.execute("SELECT body FROM deliveries WHERE state = 2")
        hooks = [json.loads(body)["meta"]["debug"]["resthook"] for (body,) in bodies]
        delivered = {f"{hook['id']}/{hook['trigger_count']}" for hook in hooks}
        lost = database.execute("SELECT count(*) FROM deliveries WHERE state IN (3, 4)").fetchone()[0]
    rows = running.engine.rows
    keys = rows("SELECT notice_key FROM inbox WHERE state IN (1, 2) AND notice_key IS NOT NULL")
    processed = {"/".join(key.split("/")[:2]) for (key,) in keys}
    ((duplicates,),) = rows("SELECT count(*) FROM inbox WHERE state = 2")
    ((parked,),) = rows("SELECT count(*) FROM inbox WHERE state = 3")
    print(f"  {len(delivered)} notices answered with 200, {duplicates} came twice")
    test.assertGreater(len(delivered), 0)
    test.assertEqual(delivered - processed, set())
    test.assertEqual(parked, 0)
    test.assertEqual(lost, 0, "the sandbox gave a hook up, so the load outlasted its retries")


class TestKill(unittest.TestCase):
    def test_no_acknowledged_notice_is_lost_when_the_portal_is_killed(self):
        print(f"\n  {ROUNDS} kill(s), seed {SEED}")
        random_source = random.Random(SEED)
        running = pair.Pair(matters=40, test_clock=True)
        self.addCleanup(running.close)
        loads = [Load(running, random.Random(SEED + n)) for n in range(2)]
        for load in loads:
            load.start()
        for _ in range(ROUNDS):
            time.sleep(random_source.uniform(0.3, 2.5))
            running.portal.kill()
            running.start_portal()
        for load in loads:
            load.stop_requested.set()
            load.join()
            self.assertIsNone(load.failure)
        advance_until_delivered(running)
        check_processed(self, running)
        report = running.verify()
        print(f"  {sum(load.changes for load in loads)} changes, {report['matters']} matters agree")
        self.assertEqual(report["drift"], [])


if __name__ == "__main__":
    unittest.main()
