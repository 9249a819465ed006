"""The sandbox as Lawfficient, over real connections: the notices of its endpoints, and its injected faults."""

import hashlib
import hmac
import html
import json
import pathlib
import re
import shutil
import tempfile
import time
import unittest
import urllib.parse

import pair
import webhook_receiver

LEAD = {"first_name": "Ada", "last_name": "Lovelace", "email": "ada@example.com", "source": "zapier"}


class LawfficientTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="matterwire-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.sandbox = self.start()
        self.addCleanup(lambda: self.sandbox.stop())

    def start(self):
        process = pair.Process("sandbox", "--data", self.folder, "--port", 0, "--matters", 5)
        self.ready = pair.Pair._ready(process, self.folder / "sandbox.json")
        return process

    def listen(self, status=200):
        receiver = webhook_receiver.WebhookReceiver(status)
        self.addCleanup(receiver.close)
        return receiver

    def api(self, method, path, body=None, expect=None, **headers):
        answer = pair.call(
            method, f"{self.ready['lawfficient']['url']}/{path}", body,
            {"Authorization": f"Bearer {self.ready['lawfficient']['api_key']}", **headers})
        if expect:
            self.assertEqual(answer.status, expect, answer.body)
        return answer.json

    def endpoint(self, receiver, **options):
        """Creates an endpoint with the form of the page; returns the secret."""
        form = urllib.parse.urlencode({"url": receiver.url(), "all": "T", **options}).encode()
        answer = pair.call(
            "POST", f"{self.ready['url']}/lawfficient/settings/endpoint", form,
            {"Content-Type": "application/x-www-form-urlencoded"})
        self.assertEqual(answer.status, 200, answer.body)
        return html.unescape(re.search(r"<code>(whsec_[^<]+)</code>", answer.body.decode())[1])

    def faults(self, **notices):
        answer = pair.call("PUT", f"{self.ready['url']}/control/faults", {"seed": 3, "notices": notices})
        self.assertEqual(answer.status, 200, answer.body)

    def advance(self, seconds):
        self.assertEqual(pair.call("POST", f"{self.ready['url']}/control/clock", {"advance": seconds}).status, 200)

    def names(self, received):
        return [json.loads(body)["data"]["first_name"] for _, _, body in received]


class TestEndpoints(LawfficientTest):
    def test_each_change_arrives_signed_with_the_whole_secret(self):
        receiver = self.listen(204)
        secret = self.endpoint(receiver)
        lead = self.api("POST", "leads", LEAD, 201)
        changed = self.api("PATCH", f"leads/{lead['id']}", {"last_name": "King", "status": "qualified"}, 200)
        received = receiver.wait(3)
        messages = [json.loads(body) for _, _, body in received]
        self.assertEqual([it["type"] for it in messages], ["lead.created", "lead.updated", "lead.status_changed"])
        self.assertEqual([it["data"] for it in messages], [lead, changed, changed])
        for _, headers, body in received:
            self.assertEqual(headers["Content-Type"], "application/json")
            pairs = dict(part.split("=", 1) for part in headers["Lawfficient-Signature"].split(","))
            self.assertLess(abs(time.time() - int(pairs["t"])), 60)
            text = pairs["t"].encode() + b"." + body
            self.assertEqual(pairs["v1"], hmac.new(secret.encode(), text, hashlib.sha256).hexdigest())

    def test_an_event_has_one_id_for_all_endpoints(self):
        receivers = [self.listen(), self.listen()]
        for receiver in receivers:
            self.endpoint(receiver)
        self.api("POST", "leads", LEAD, 201)
        one, other = ([json.loads(body) for _, _, body in it.wait(1)] for it in receivers)
        self.assertEqual(one, other)

    def test_a_notice_is_tried_once_and_of_a_durable_endpoint_again(self):
        plain, durable = self.listen(500), self.listen(500)
        self.endpoint(plain)
        self.endpoint(durable, durable="T")
        self.api("POST", "leads", LEAD, 201)
        plain.wait(1)
        durable.wait(1)
        durable.status = 200
        for _ in range(6):
            self.advance(3)
        first, second = durable.wait(2)
        self.assertEqual(first[2], second[2])
        self.assertEqual(len(plain.received), 1)

    def test_keys_and_endpoints_survive_a_restart(self):
        receiver = self.listen()
        self.endpoint(receiver)
        before = self.ready["lawfficient"]
        lead = self.api("POST", "leads", LEAD, 201, **{"Idempotency-Key": "k-1"})
        receiver.wait(1)
        self.sandbox.stop()
        (self.folder / "sandbox.json").unlink()
        self.sandbox = self.start()
        self.assertEqual(self.ready["lawfficient"], before)
        self.assertEqual(self.api("POST", "leads", LEAD, 201, **{"Idempotency-Key": "k-1"}), lead)
        self.api("POST", f"leads/{lead['id']}/archive", expect=200)
        messages = [json.loads(body)["type"] for _, _, body in receiver.wait(2)]
        self.assertEqual(messages, ["lead.created", "lead.archived"])


class TestFaultsOfNotices(LawfficientTest):
    """The sender counts every notice as delivered."""

    def setUp(self):
        super().setUp()
        self.receiver = self.listen()
        self.endpoint(self.receiver)

    def make(self, *names):
        for name in names:
            self.api("POST", "leads", {**LEAD, "first_name": name}, 201)

    def delivered(self):
        page = pair.call("GET", f"{self.ready['url']}/lawfficient/live").body.decode()
        return page.count(">delivered<")

    def test_a_notice_is_lost(self):
        self.faults(drop_first=2)
        self.make("Ada", "Grace", "Joan")
        pair.until("all three to count as delivered", lambda: self.delivered() == 3)
        self.assertEqual(self.names(self.receiver.wait(1)), ["Joan"])
        self.assertEqual(len(self.receiver.received), 1)

    def test_a_notice_arrives_twice(self):
        self.faults(duplicate_first=1)
        self.make("Ada")
        first, second = self.receiver.wait(2)
        self.assertEqual(first[2], second[2])

    def test_a_notice_is_delayed_past_a_later_one(self):
        self.faults(delay_seconds=1)
        self.make("Ada")
        pair.until("it to count as delivered", lambda: self.delivered() == 1)
        self.faults()
        self.make("Grace")
        self.assertEqual(self.names(self.receiver.wait(2)), ["Grace", "Ada"])

    def test_two_notices_are_reordered(self):
        self.faults(reorder=1)
        self.make("Ada")
        pair.until("it to count as delivered", lambda: self.delivered() == 1)
        self.make("Grace")
        self.assertEqual(self.names(self.receiver.wait(2)), ["Grace", "Ada"])


if __name__ == "__main__":
    unittest.main()
