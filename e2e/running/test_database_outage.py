"""The PostgreSQL server stops while the portal runs, and starts again."""

import os
import random
import time
import unittest

import pair
from test_kill import Load, check_processed, advance_until_delivered


@unittest.skipUnless(os.environ.get("MATTERWIRE_TEST_ENGINE") == "postgres", "an embedded engine has no server")
class TestDatabaseOutage(unittest.TestCase):
    def setUp(self):
        self.running = pair.Pair(matters=40, test_clock=True)
        self.addCleanup(self.running.close)

    def ready(self):
        return pair.call("GET", self.running.url + "/health/ready").status

    def test_a_restart_loses_no_notice_and_disables_no_hook(self):
        load = Load(self.running, random.Random(4711))
        load.start()
        for _ in range(2):
            time.sleep(1)
            self.running.engine.kill()
            self.running.engine.start()
        time.sleep(1)
        load.stop_requested.set()
        load.join()
        self.assertIsNone(load.failure)
        # A worker whose lease could not be returned while the server was away leaves it to expire, after 120 s.
        advance_until_delivered(self.running, seconds=180)
        check_processed(self, self.running)
        self.assertEqual({hook["status"] for hook in self.running.rows("resthooks", "pageSize=200")}, {"Active"})
        self.assertEqual(self.running.verify()["drift"], [])

    def test_a_portal_without_its_database_reports_it_and_recovers(self):
        self.assertEqual(self.ready(), 200)
        self.running.engine.kill()
        pair.until("the portal to say that it is not ready", lambda: self.ready() == 503)
        self.assertEqual(pair.call("GET", self.running.url + "/health/live").status, 200)
        self.assertEqual(self.running.portal_api("matters").status, 503)
        self.running.engine.start()
        pair.until("the portal to be ready", lambda: self.ready() == 200)
        self.assertEqual(len(self.running.matters()), 40)
        self.running.rest("PUT", f"actions/{self.running.matters()[0]['source']['id']}", {"actions": {"name": "Back"}})
        pair.until("the change to arrive", lambda: "Back" in {matter["name"] for matter in self.running.matters()})


if __name__ == "__main__":
    unittest.main()
