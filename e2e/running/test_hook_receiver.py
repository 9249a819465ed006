"""The receiver of hooks against arbitrary requests: what it accepts, what it refuses, and what it stores of them."""

import json
import socket
import unittest
import urllib.parse

import pair

RECORDED = {
    "jsonapi": {"version": "1.0"},
    "data": {
        "type": "filenotes", "id": "259",
        "attributes": {
            "enteredTimestamp": "2020-06-12T13:23:34+12:00", "text": "…", "enteredBy": "Last, First",
            "source": "User", "noteTimestamp": "2020-06-12T13:23:34+12:00"},
        "relationships": {
            "action": {"data": {"type": "actions", "id": "5"}}, "document": None,
            "participant": {"data": {"type": "participants", "id": "10"}}}},
    "meta": {
        "paging": {"filenotes": {"recordCount": 1, "pageCount": 1}},
        "debug": {
            "time": "2020-06-12 13:23:35 +1200 (Pacific/Auckland)", "rl": None,
            "resthook": {
                "id": "46", "target": "https://portal.example/", "trigger_count": 1,
                "event_name": "FileNoteCreated", "resource_type": "filenotes", "resource_id": "259"}}},
}


class TestHookReceiver(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.running = pair.Pair(matters=3)
        hooks = cls.running.rows("resthooks", "pageSize=200")
        cls.hooks = {hook["eventName"]: hook["targetUrl"] for hook in hooks}

    @classmethod
    def tearDownClass(cls):
        cls.running.close()

    def post(self, body, event="FileNoteCreated", url=None):
        return pair.call("POST", url or self.hooks["FileNoteCreated"].replace("FileNoteCreated", event), body)

    def last(self):
        pair.until("the receipt to be sorted", lambda: self.running.unprocessed() == 0)
        return self.running.engine.rows(
            "SELECT state, reason, body_bytes, length(body) FROM inbox ORDER BY receipt_id DESC LIMIT 1")[0]

    def test_a_hook_is_registered_for_each_event(self):
        self.assertEqual(len(self.hooks), 21)

    def test_a_recorded_body_is_accepted(self):
        body = json.dumps(RECORDED).encode()
        self.assertEqual(self.post(body).status, 200)
        self.assertEqual(self.last()[0], 1)
        self.assertEqual(self.post(body).status, 200)
        self.assertEqual(self.last()[0], 2)

    def test_a_known_name_with_another_body_is_no_duplicate(self):
        forged = json.loads(json.dumps(RECORDED))
        forged["data"]["attributes"]["text"] = "another"
        self.assertEqual(self.post(forged).status, 200)
        self.assertEqual(self.last()[0], 1)

    def test_a_wrong_token_is_404(self):
        url = self.hooks["FileNoteCreated"]
        token = url.split("/")[-2]
        wrong = url.replace(token, "A" * len(token))
        answer = self.post(RECORDED, url=wrong)
        self.assertEqual((answer.status, answer.body), (404, b""))

    def test_an_unreadable_body_is_stored_with_the_reason(self):
        cases = [
            (b"", "notJSON"), (b"not json", "notJSON"), (b"\xff\xfe\x00", "notJSON"),
            (b"[" * 100_000, "notJSON"), (b"[1,2]", "notAnObject"), (b'"text"', "notAnObject"),
            (b'{"data": 7}', None), (b'{"data": {"id": {"a": 1}, "type": []}}', None),
        ]
        for body, reason in cases:
            with self.subTest(body=body[:20]):
                self.assertEqual(self.post(body).status, 200)
                state, found, *_ = self.last()
                if reason:
                    self.assertEqual((state, found), (3, reason))

    def test_an_unknown_event_is_stored_with_the_reason(self):
        self.assertEqual(self.post(RECORDED, event="SomethingNew").status, 200)
        self.assertEqual(self.last()[:2], (3, "unknownEvent"))

    def test_ten_mebibytes_are_accepted_and_stored_in_part(self):
        self.assertEqual(self.post(b"x" * (10 << 20)).status, 200)
        state, reason, sent, stored = self.last()
        self.assertEqual((state, sent), (3, 10 << 20))
        self.assertLessEqual(stored, 256 << 10)
        self.assertIn("over", reason)

    def test_without_a_writable_database_the_answer_is_503(self):
        with self.running.engine.blocked() as count:
            before = count()
            answer = self.post(RECORDED, event="ActionUpdated")
            after = count()
        self.assertEqual((answer.status, before), (503, after))
        self.assertEqual(self.post(RECORDED, event="ActionUpdated").status, 200)

    def test_an_endless_body_is_cut_off(self):
        where = urllib.parse.urlsplit(self.hooks["FileNoteCreated"])
        part = b"x" * (1 << 20)
        with socket.create_connection((where.hostname, where.port), timeout=30) as sender:
            sender.sendall(
                f"POST {where.path} HTTP/1.1\r\nHost: x\r\nContent-Length: {4 << 30}\r\n\r\n".encode())
            with self.assertRaises(OSError):
                for _ in range(4 << 10):
                    sender.sendall(part)
        self.assertEqual(self.post(RECORDED, event="ActionUpdated").status, 200)

    def test_the_readiness_check_may_be_polled(self):
        for _ in range(50):
            self.assertEqual(pair.call("GET", self.running.url + "/health/ready").json, {"status": "ready"})

    def test_missing_and_forbidden_have_the_same_response(self):
        token = self.running.run("token", "--email", "nobody@nowhere.example")
        forbidden = self.running.portal_api("matters/" + self.running.matters()[0]["id"], token)
        missing = self.running.portal_api("matters/" + "a" * 32, token)
        self.assertEqual((forbidden.status, forbidden.body), (404, missing.body))
        self.assertEqual(
            {k: v for k, v in forbidden.headers.items() if k != "Date"},
            {k: v for k, v in missing.headers.items() if k != "Date"})
        self.assertEqual(self.running.matters(token), [])

    def test_health_checks_may_use_head(self):
        self.assertEqual(pair.call("HEAD", self.running.url + "/health/live").status, 200)

    def test_nothing_is_served_without_a_token(self):
        for path in ("matters", "matters/x", "changes"):
            self.assertEqual(self.running.portal_api(path, "wrong").status, 401)
        self.assertEqual(pair.call("GET", self.running.url + "/live").status, 401)

    def test_a_stream_resumes_at_its_cursor(self):
        stream = pair.Stream(self.running.url, self.running.staff)
        hello = stream.next()
        self.assertEqual((hello["event"], hello["data"]["resumed"]), ("hello", False))
        stream.close()
        action = self.running.matters()[0]["source"]["id"]
        self.running.rest("PUT", f"actions/{action}", {"actions": {"name": "While away"}})
        self.running.settle()
        back = pair.Stream(self.running.url, self.running.staff, hello["id"])
        self.addCleanup(back.close)
        self.assertTrue(back.next()["data"]["resumed"])
        self.assertIn("matter", back.next(lambda event: event["event"] == "change")["data"]["kinds"])


if __name__ == "__main__":
    unittest.main()
