"""The portal's own webhooks: a change in the practice system is delivered signed, to each endpoint as its owner may see
it; deliveries to a disabled endpoint are held; a portal that is killed loses none."""

import base64
import collections
import hashlib
import hmac
import http.server
import json
import random
import threading
import time
import unittest

import pair
import test_kill


class Receiver(http.server.ThreadingHTTPServer):
    """Receives messages, verifies their signatures as documented, and records them in order."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.secrets, self.messages, self.bad, self.status = [], [], [], 200
        self.lock = threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/in"

    def receive(self, headers, body):
        message, sent = headers["webhook-id"], headers["webhook-timestamp"]
        content = f"{message}.{sent}.".encode() + body
        codes = [
            "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
            for key in (base64.b64decode(secret.removeprefix("whsec_")) for secret in self.secrets)
        ]
        given = headers["webhook-signature"].split(" ")
        genuine = any(hmac.compare_digest(code, one) for code in codes for one in given)
        with self.lock:
            if not genuine or abs(time.time() - int(sent)) > 300:
                self.bad.append((dict(headers), body))
            elif self.status == 200:
                self.messages.append((message, json.loads(body)))

    def types(self):
        with self.lock:
            return [message["type"] for _, message in self.messages]

    def named(self, event):
        with self.lock:
            return [message["data"] for _, message in self.messages if message["type"] == event]

    def stop(self):
        self.shutdown()
        self.server_close()


def fact(matter, change):
    return matter, change["kind"], change["fact"], change["old"], change["new"]


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.receive(self.headers, body)
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()


class TestWebhooks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        # The receivers are on this machine, to which nothing is sent unless the operator allows it.
        pair.os.environ["MATTERWIRE_DELIVERY_ALLOW_NETWORKS"] = "127.0.0.0/8"
        cls.running = pair.Pair(matters=12)
        cls.broker_email = next(
            party["email"] for matter in cls.running.matters()
            for party in cls.running.portal_api(f"matters/{matter['id']}").json["parties"]
            if party["role"] == "Broker" and party["email"])
        cls.broker = cls.running.run("token", "--email", cls.broker_email)
        cls.matter = cls.running.matters(cls.broker)[0]
        cls.action = cls.matter["source"]["id"]

    @classmethod
    def tearDownClass(cls):
        cls.running.close()
        del pair.os.environ["MATTERWIRE_DELIVERY_ALLOW_NETWORKS"]

    def receiver(self):
        receiver = Receiver()
        self.addCleanup(receiver.stop)
        return receiver

    def api(self, method, path, body=None, token=None):
        return pair.call(
            method, f"{self.running.url}/api/v1/webhooks{path}", body,
            {"Authorization": f"Bearer {token or self.running.staff}"})

    def endpoint(self, receiver, token=None, events=("*",)):
        made = self.api("POST", "", {"url": receiver.url, "events": list(events)}, token)
        self.assertEqual(made.status, 201, made.body)
        receiver.secrets.append(made.json["secret"])
        self.addCleanup(self.api, "DELETE", f"/{made.json['id']}", None, token)
        return made.json["id"]

    def note(self, text):
        self.running.rest("POST", "filenotes", {"filenotes": {"text": text, "links": {"action": self.action}}})

    def rename(self, name):
        self.running.rest("PUT", f"actions/{self.action}", {"actions": {"name": name}})

    def test_each_owner_gets_what_they_may_see(self):
        firm, broker = self.receiver(), self.receiver()
        self.endpoint(firm)
        self.endpoint(broker, self.broker)
        self.note("They are bluffing")
        self.note("PORTAL: Finance approved")
        pair.until("the public note at the broker's", lambda: broker.named("note.published"))
        pair.until("both notes at the firm's", lambda: len(firm.named("note.published")) == 2)
        self.assertEqual([data["note"]["text"] for data in broker.named("note.published")], ["Finance approved"])
        self.assertNotIn("bluffing", json.dumps(broker.messages))
        data = broker.named("note.published")[0]
        self.assertEqual(data["matter"]["id"], self.matter["id"])
        self.assertEqual(data["matter"]["url"], f"/api/v1/matters/{self.matter['id']}")
        self.assertEqual(firm.bad + broker.bad, [])
        shared = {message for message, _ in firm.messages} & {message for message, _ in broker.messages}
        self.assertEqual(len(shared), 1, "a message has one id for all")

    def test_an_enabled_endpoint_catches_up_in_order(self):
        receiver = self.receiver()
        endpoint = self.endpoint(receiver, events=["matter.updated"])
        self.api("POST", f"/{endpoint}/disable")
        for number in range(5):
            self.rename(f"{number} Held Street")
            self.running.settle()
        pair.until("five to be held", lambda: self.api("GET", f"/{endpoint}").json["held"] == 5)
        self.assertEqual(receiver.messages, [])
        self.api("POST", f"/{endpoint}/enable", {"catch_up": True})
        self.rename("6 After Street")
        pair.until("all to arrive", lambda: len(receiver.messages) >= 6)
        names = [data["changes"][0]["new"] for data in receiver.named("matter.updated")]
        self.assertEqual(names, [f"{number} Held Street" for number in range(5)] + ["6 After Street"])
        pair.until("it to be up to date", lambda: self.api("GET", f"/{endpoint}").json["status"] == "active")
        (job,) = self.api("GET", f"/{endpoint}/resends").json["resends"]
        self.assertEqual((job["done"], job["total"]), (job["total"], job["total"]))

    def test_a_killed_portal_loses_no_delivery(self):
        receiver = self.receiver()
        endpoint = self.endpoint(receiver, events=["matter.updated"])
        self.api("POST", f"/{endpoint}/disable")
        for number in range(3):
            self.rename(f"{number} Killed Street")
            self.running.settle()
        self.api("POST", f"/{endpoint}/enable", {"catch_up": True})
        self.running.portal.kill()
        self.running.start_portal()
        pair.until("what was on its way", lambda: len({message for message, _ in receiver.messages}) == 3)
        seen = list(dict.fromkeys(data["changes"][0]["new"] for data in receiver.named("matter.updated")))
        self.assertEqual(seen, [f"{number} Killed Street" for number in range(3)])

    def log(self, after=""):
        """The change log after a cursor, and the cursor of its end."""
        changes, more = [], True
        while more:
            page = self.running.portal_api(f"changes?after={after}" if after else "changes").json
            changes, after, more = changes + page["changes"], page["next"], page["more"]
        return changes, after

    def test_an_endpoint_gets_the_whole_change_log_though_the_portal_is_killed_under_load(self):
        receiver = self.receiver()
        _, head = self.log()
        self.endpoint(receiver)
        load = test_kill.Load(self.running, random.Random(5))
        load.start()
        for pause in (1.5, 1.0):
            time.sleep(pause)
            self.running.portal.kill()
            self.running.start_portal()
        load.stop_requested.set()
        load.join()
        self.assertIsNone(load.failure)
        test_kill.advance_until_delivered(self.running)
        logged = collections.Counter(fact(change["matter"], change) for change in self.log(head)[0])

        def delivered():
            messages = dict(receiver.messages)
            return collections.Counter(
                fact(data["matter"]["id"], change) for data in (message["data"] for message in messages.values())
                for change in data["changes"])

        pair.until("all of it to arrive", lambda: delivered() == logged)
        self.assertGreater(len(logged), 50)
        self.assertEqual(receiver.bad, [])

    def test_an_endpoint_that_answers_410_is_disabled(self):
        receiver = self.receiver()
        receiver.status = 410
        endpoint = self.endpoint(receiver, events=["matter.updated"])
        self.rename("1 Gone Street")
        shown = lambda: self.api("GET", f"/{endpoint}").json  # noqa: E731
        pair.until("it to be off", lambda: shown()["status"] == "disabled")
        self.assertEqual(shown()["disabled_because"], "gone")
        (delivery,) = self.api("GET", f"/{endpoint}/deliveries").json["deliveries"]
        self.assertEqual([attempt["status"] for attempt in delivery["attempts"]], [410])

    def test_after_a_rotation_both_secrets_sign(self):
        receiver = self.receiver()
        endpoint = self.endpoint(receiver, events=["matter.updated"])
        fresh = self.api("POST", f"/{endpoint}/secret/rotate", {}).json["secret"]
        self.rename("1 Rotated Street")
        pair.until("a message under the old secret", lambda: receiver.messages)
        receiver.secrets[:] = [fresh]
        self.rename("2 Rotated Street")
        pair.until("a message under the new one", lambda: len(receiver.messages) == 2)
        self.assertEqual(receiver.bad, [])

    def test_the_commands(self):
        receiver = self.receiver()
        hooks = lambda *arguments, status=0: self.running.run_subcommand("hooks", *arguments, status=status)  # noqa: E731
        made = json.loads(hooks(
            "create", "--contract", "standard", "--url", receiver.url, "--events", "matter.updated,note.published",
            "--json"))
        receiver.secrets.append(made["secret"])
        self.assertIn("it has arrived", hooks("test", made["id"]))
        self.assertEqual(receiver.types(), ["webhook.test"])
        listed = json.loads(hooks("list", "--json"))["webhooks"]
        self.assertIn(made["id"], [hook["id"] for hook in listed])
        self.assertNotIn("whsec_", json.dumps(listed))
        hooks("disable", made["id"])
        self.rename("1 Command Street")
        self.running.settle()
        pair.until("one to be held", lambda: "1 messages are held" in hooks("disable", made["id"]))
        hooks("enable", "--catch-up", made["id"])
        pair.until("it to arrive", lambda: "matter.updated" in receiver.types())
        attempts = json.loads(hooks("attempts", "--json", made["id"]))["deliveries"]
        self.assertEqual({delivery["event"] for delivery in attempts}, {"webhook.test", "matter.updated"})
        hooks("resend", "--delivery", attempts[-1]["id"], made["id"])
        pair.until("the test once more", lambda: receiver.types().count("webhook.test") == 2)
        receiver.secrets.append(hooks("rotate", "--overlap-hours", "0", made["id"]))
        receiver.secrets.pop(0)
        receiver.status = 500
        hooks("test", made["id"], status=1)
        self.assertEqual(receiver.bad, [])
        hooks("delete", made["id"])
        hooks("disable", made["id"], status=2)
        hooks("create", "--url", "http://10.0.0.1/", "--events", "*", status=2)
        hooks("create", "--url", receiver.url, "--events", "matter.exploded", status=2)

    def test_commands_create_the_webhooks_of_the_sandbox(self):
        receiver = self.receiver()
        for contract, events, count in (
                ("actionstep", "StepChanged,FileNoteCreated", 2), ("lawvu", "*", 1), ("lawfficient", "*", 1)):
            made = json.loads(pair.run(
                "hooks", "create", "--data", self.running.sandbox_data, "--contract", contract, "--url",
                receiver.url, "--events", events, "--json"))
            self.assertEqual(made["secret"] is None, contract == "actionstep")
            listed = json.loads(pair.run(
                "hooks", "list", "--data", self.running.sandbox_data, "--contract", contract, "--json"))["webhooks"]
            ids = made.get("ids", [made["id"]])
            if contract == "lawvu":
                # It belongs to the user of the ready file's token, so that it is in that user's own list.
                lawvu = self.running.ready["lawvu"]
                own = pair.call(
                    "GET", lawvu["url"] + "/account-apis/v1/webhooks/subscriptions",
                    headers={"Authorization": f"Bearer {lawvu['access_token']}"}).json
                self.assertEqual([(str(row["id"]), row["clientState"]) for row in own], [(ids[0], made["secret"])])
            self.assertEqual(len(ids), count)
            for hook in ids:
                self.assertIn(hook, [row["id"] for row in listed])
                pair.run("hooks", "delete", "--data", self.running.sandbox_data, "--contract", contract, hook)


if __name__ == "__main__":
    unittest.main()
