"""Two portals on one PostgreSQL database with one public address, as during a rolling upgrade."""

import os
import random
import socket
import unittest

import pair
from test_kill import Load, check_processed, advance_until_delivered


@unittest.skipUnless(os.environ.get("MATTERWIRE_TEST_ENGINE") == "postgres", "an embedded engine has one server")
class TestTwoServers(unittest.TestCase):
    def setUp(self):
        self.running = pair.Pair(matters=40, test_clock=True)
        self.addCleanup(self.running.close)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.second_url = f"http://127.0.0.1:{port}"
        self.second = pair.Process(
            "serve", "--data", self.running.portal_data, "--port", port, "--url", self.running.url, environment=self.running.engine.environment)
        self.addCleanup(self.second.stop)
        pair.until("the second portal", self.second_is_ready)

    def second_is_ready(self):
        try:
            return self.second.alive() and pair.call("GET", self.second_url + "/health/ready").status == 200
        except OSError:
            return False

    def test_both_work_and_no_notice_is_processed_twice(self):
        stream = pair.Stream(self.second_url, self.running.staff)
        self.addCleanup(stream.close)
        load = Load(self.running, random.Random(7))
        load.start()
        for _ in range(100):
            stream.next(lambda event: event["event"] == "change")
        load.stop_requested.set()
        load.join()
        self.assertIsNone(load.failure)
        advance_until_delivered(self.running)
        check_processed(self, self.running)
        self.assertEqual(self.running.verify()["drift"], [])
        numbers = [seq for (seq,) in self.running.engine.rows("SELECT seq FROM changes ORDER BY seq")]
        self.assertEqual(numbers, list(range(1, len(numbers) + 1)))
        # Each note was logged once.
        self.assertEqual(
            self.running.engine.rows(
                "SELECT subject FROM changes WHERE kind = 'note' AND fact = 'added' GROUP BY subject, matter_id"
                " HAVING count(*) > 1"), [])

    def test_one_continues_when_the_other_stops(self):
        action = self.running.matters()[0]["source"]["id"]
        self.running.portal.stop()
        stream = pair.Stream(self.second_url, self.running.staff)
        self.addCleanup(stream.close)
        # The hooks point to the first portal's address; a sweep fetches what the second got no notice of.
        self.running.rest("PUT", f"actions/{action}", {"actions": {"name": "Without a notice"}})
        self.running.run("reconcile")
        stream.next(lambda event: event["event"] == "change")


if __name__ == "__main__":
    unittest.main()
