"""The sandbox as LawVu, over real connections: the notices of subscribers, and that its data survive a restart."""

import base64
import json
import pathlib
import shutil
import tempfile
import unittest

import pair
import webhook_receiver

SUBSCRIPTIONS = "account-apis/v1/webhooks/subscriptions"


class LawVuTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="matterwire-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.sandbox = self.start()
        self.addCleanup(lambda: self.sandbox.stop())

    def start(self):
        (self.folder / "sandbox.json").unlink(missing_ok=True)
        process = pair.Process("sandbox", "--data", self.folder, "--port", 0, "--matters", 5)
        self.ready = pair.Pair._ready(process, self.folder / "sandbox.json")
        self.tokens = [self.ready["lawvu"]["access_token"], self.ready["lawvu"]["second_user"]["access_token"]]
        return process

    def listen(self, status=200):
        receiver = webhook_receiver.WebhookReceiver(status)
        self.addCleanup(receiver.close)
        return receiver

    def api(self, method, path, body=None, expect=200, user=0):
        answer = pair.call(
            method, f"{self.ready['lawvu']['url']}/{path}", body, {"Authorization": f"Bearer {self.tokens[user]}"})
        self.assertEqual(answer.status, expect, answer.body)
        return answer.json if answer.body else None

    def subscribe(self, receiver, *topics, user=0, state=None):
        body = {"topics": topics, "subscriptionUrl": receiver.url("/in?t=1"), "clientState": state}
        return self.api("POST", SUBSCRIPTIONS, body, 201, user)

    def advance(self, seconds):
        self.assertEqual(pair.call("POST", f"{self.ready['url']}/control/clock", {"advance": seconds}).status, 200)

    def open_matter(self, **more):
        return self.api("POST", "v2/matters", {"name": "NDA - Acme", "typeId": 7492, **more}, 201)["id"]


class TestNotices(LawVuTest):
    def test_parts_and_states_are_sent_at_once_and_updates_once_two_minutes_later(self):
        receiver = self.listen(204)
        topics = ["matter.created", "matter.updated", "matter.status.updated", "matter.statusmessage.created"]
        self.subscribe(receiver, *topics, state="s1")
        matter = self.open_matter()
        for status in ("Review", "OnHold"):
            self.api("PATCH", f"v2/matters/{matter}", {"status": status}, 204)
        self.api("POST", f"matter-apis/v1/matters/{matter}/statusMessages", {"statusMessage": "Hi"}, 204)
        at_once = [json.loads(body) for _, _, body in receiver.wait(4)]
        self.assertEqual(
            [it["EventType"] for it in at_once], [topics[0], topics[2], topics[2], topics[3]])
        self.assertEqual({it["ClientState"] for it in at_once}, {"s1"})
        self.assertEqual(at_once[3]["ParentResource"], {"ResourceType": "matter", "ResourceId": matter})
        self.advance(121)
        path, headers, body = receiver.wait(5)[4]
        self.assertEqual(path, "/in?t=1")
        self.assertEqual(headers["Content-Type"], "application/json")
        updated = json.loads(body)
        self.assertEqual((updated["EventType"], updated["ResourceId"]), ("matter.updated", matter))
        self.assertRegex(updated["Timestamp"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$")
        self.assertNotIn("ParentResource", updated)

    def test_a_user_without_access_to_a_matter_gets_no_notice_of_it(self):
        mine, his = self.listen(), self.listen()
        self.subscribe(mine, "matter.created")
        self.subscribe(his, "matter.created", user=1)
        closed, open_ = self.open_matter(restricted=True), self.open_matter()
        self.assertEqual([json.loads(body)["ResourceId"] for _, _, body in mine.wait(2)], [closed, open_])
        self.assertEqual([json.loads(body)["ResourceId"] for _, _, body in his.wait(1)], [open_])
        self.api("GET", f"v2/matters/{closed}", expect=404, user=1)

    def test_ten_abandoned_notices_within_a_day_fail_a_subscription(self):
        receiver = self.listen(500)
        subscription = self.subscribe(receiver, "matter.created")
        for _ in range(10):
            self.open_matter()
        for count, wait in ((10, 61), (20, 121), (30, 301)):
            receiver.wait(count)
            self.advance(wait)
        receiver.wait(40)
        pair.until("the subscription to fail", lambda: self.api("GET", f"{SUBSCRIPTIONS}/{subscription}")["status"] == "failed")
        self.api("DELETE", f"{SUBSCRIPTIONS}/{subscription}", expect=204)
        self.assertEqual(self.api("GET", SUBSCRIPTIONS), [])


    def test_a_webhook_created_by_a_command_belongs_to_the_administrator(self):
        receiver = self.listen()
        made = json.loads(pair.run(
            "hooks", "create", "--data", self.folder, "--contract", "lawvu", "--url", receiver.url(), "--events", "*",
            "--json"))
        shown = self.api("GET", SUBSCRIPTIONS)
        self.assertEqual([str(it["id"]) for it in shown], [str(made["id"])])
        self.assertEqual(len(shown[0]["topics"]), 16)
        matter = self.open_matter(restricted=True)
        self.assertEqual(json.loads(receiver.wait(1)[0][2])["ResourceId"], matter)


class TestPersistence(LawVuTest):
    def test_tokens_and_subscriptions_survive_a_restart(self):
        receiver = self.listen()
        subscription = self.subscribe(receiver, "matter.created")
        matter = self.open_matter(externalId="kept")
        before = self.tokens
        self.sandbox.stop()
        self.sandbox = self.start()
        self.assertEqual(self.tokens, before)
        self.assertEqual(self.api("GET", "matter-apis/v1/matters/externalid/kept"), {"id": matter})
        self.assertEqual([it["id"] for it in self.api("GET", SUBSCRIPTIONS)], [subscription])
        receiver.wait(1)
        self.open_matter()
        self.assertEqual(len(receiver.wait(2)), 2)

    def test_the_controls_count_its_rows_and_inject_faults(self):
        counts = pair.call("GET", f"{self.ready['url']}/control/world").json["lawvu"]
        self.assertEqual((counts["matters"], counts["contracts"], counts["users"]), (5, 2, 6))
        pair.call("PUT", f"{self.ready['url']}/control/faults", {"api": {"down": 1}})
        self.assertEqual(self.api("GET", "v2/matters", expect=503)["type"].rsplit("/", 1)[1], "service_unavailable")
        pair.call("DELETE", f"{self.ready['url']}/control/faults")
        self.assertEqual(len(self.api("GET", "v2/matters")["items"]), 5)

    def test_its_tokens_are_standard_jwts(self):
        claims = self.tokens[1].split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
        self.assertEqual(claims["organisationId"], 8134)
        self.assertGreater(claims["exp"], claims["iat"])


if __name__ == "__main__":
    unittest.main()
