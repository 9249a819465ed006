"""Downloads of documents through a running portal: complete or visibly cut, only with access, and never buffered whole."""

import hashlib
import http.client
import os
import pathlib
import re
import socket
import threading
import unittest
import urllib.parse

import pair
import proxy

MEBIBYTE = 1 << 20


def memory(pid, field):
    """In MiB."""
    text = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(rf"{field}:\s+(\d+) kB", text)[1]) / 1024


def forget_peak(pid):
    pathlib.Path(f"/proc/{pid}/clear_refs").write_text("5")


class Documents(unittest.TestCase):
    """One pair for all tests of a class, with a document of a matter that a broker is a party to."""

    @classmethod
    def setUpClass(cls):
        cls.running = proxy.ProxiedPair(matters=24)
        cls.addClassCleanup(cls.running.close)
        cls.proxy = cls.running.proxy
        cls.where = urllib.parse.urlsplit(cls.running.url)
        cls.broker = cls.token_of_a_broker()
        cls.matters = [cls.running.portal_api(f"matters/{m['id']}").json for m in cls.running.matters()]

    @classmethod
    def token_of_a_broker(cls):
        email = next(
            party["email"] for matter in cls.running.matters()
            for party in cls.running.portal_api(f"matters/{matter['id']}").json["parties"]
            if party["role"] == "Broker" and party.get("email"))
        return cls.running.run("token", "--email", email)

    def setUp(self):
        self.proxy.files.clear()
        self.proxy.sizes.clear()
        self.proxy.unlisted.clear()

    def document(self, data=None, answer=None, of_broker=True, place=0):
        """A document's public id, its id in the practice system and its matter, after the portal has fetched them again."""
        own = {matter["id"] for matter in self.running.matters(self.broker)}
        matter = next(m for m in self.matters if (m["id"] in own) == of_broker and len(m["documents"]) > place)
        action = matter["source"]["id"]
        ref = sorted(str(row["id"]) for row in self.running.rows("actiondocuments", f"action={action}&pageSize=200"))[place]
        if data is not None:
            self.proxy.serve_file(ref, data, answer)
        self.fetch_again(action)
        ((public_id,),) = self.running.engine.rows(
            f"SELECT document_id FROM documents WHERE matter_id = '{matter['id']}' AND ref = '{ref}'")
        return public_id, ref, matter["id"]

    def fetch_again(self, action):
        self.running.rest("PUT", f"actions/{action}", {"actions": {"name": f"Renamed {os.urandom(4).hex()}"}})
        self.running.run("reconcile")
        self.running.settle()

    def get(self, document, token=None, method="GET"):
        return pair.call(
            method, f"{self.running.url}/api/v1/documents/{document}/content", seconds=60,
            headers={"Authorization": f"Bearer {token or self.broker}"})

    def open(self, document, receive_bytes=None):
        """A connection on which the file was requested, and nothing was read yet."""
        line = socket.socket()
        if receive_bytes:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
        line.connect((self.where.hostname, self.where.port))
        line.settimeout(60)
        line.sendall(
            f"GET /api/v1/documents/{document}/content HTTP/1.1\r\nHost: x\r\n"
            f"Authorization: Bearer {self.broker}\r\n\r\n".encode())
        self.addCleanup(line.close)
        return line


class TestComplete(Documents):
    def upload(self, data, matter):
        """Uploads through the sandbox's API, as an integrator does; returns the document's public id."""
        count = -(-len(data) // proxy.PART_BYTES)
        upload = ""
        for part in range(1, count + 1):
            answer = pair.call(
                "POST", f"{self.running.api}/files{upload}?part_count={count}&part_number={part}",
                b'--cut\r\nContent-Disposition: form-data; name="file"; filename="survey.pdf"\r\n\r\n'
                + proxy.part_of(data, part) + b"\r\n--cut--\r\n",
                {"Authorization": f"Bearer {self.running.ready['actionstep']['access_token']}",
                 "Content-Type": "multipart/form-data; boundary=cut"})
            self.assertEqual(answer.status, 200, answer.body)
            upload = "/" + answer.json["files"]["id"]
        self.running.rest("POST", "actiondocuments", {"actiondocuments": {
            "name": "Survey", "file": f"{upload[1:]};survey.pdf", "links": {"action": matter["source"]["id"]}}})
        self.running.settle()
        documents = self.running.portal_api(f"matters/{matter['id']}").json["documents"]
        return next(document["id"] for document in documents if document["name"] == "Survey")

    def test_a_file_of_many_parts_is_complete_and_never_buffered_whole(self):
        data = b"%PDF-1.7\n" + os.urandom(40 * MEBIBYTE)
        small, _, _ = self.document(b"x")
        document = self.upload(data, self.running.matters(self.broker)[0])
        self.get(small)
        processes = {"portal": self.running.portal.process.pid, "sandbox": self.running.sandbox.process.pid}
        for pid in processes.values():
            forget_peak(pid)
        idle = {name: memory(pid, "VmRSS") for name, pid in processes.items()}
        self.proxy.requested.clear()
        found = self.get(document)
        above = {name: memory(pid, "VmHWM") - idle[name] for name, pid in processes.items()}
        print("\n  40 MiB, above idle:", *(f"{name} {size:.1f} MiB" for name, size in above.items()))
        self.assertEqual(found.status, 200)
        self.assertEqual(hashlib.sha256(found.body).digest(), hashlib.sha256(data).digest())
        self.assertEqual([part for _, part in self.proxy.requested], list(range(1, 10)))
        for size in above.values():
            self.assertLess(size, 20)

    def test_a_head_request_has_the_headers_and_no_request_to_the_practice_system(self):
        document, _, _ = self.document(b"x" * 1_000)
        self.proxy.requested.clear()
        head, whole = self.get(document, method="HEAD"), None
        self.assertEqual((head.status, head.body), (200, b""))
        self.assertEqual(self.proxy.requested, [])
        whole = self.get(document)
        for name in ("Content-Length", "Content-Type", "Content-Disposition", "Content-Security-Policy"):
            self.assertEqual(head.headers[name], whole.headers[name], name)
        self.assertEqual(whole.headers["Content-Length"], "1000")
        self.assertTrue(whole.headers["Content-Disposition"].startswith("attachment; filename=\""))
        self.assertEqual(whole.headers["Cache-Control"], "private, no-store")
        self.assertEqual(whole.headers["X-Content-Type-Options"], "nosniff")
        self.assertTrue(whole.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'"))

    def test_a_range_request_gets_the_whole_file(self):
        document, _, _ = self.document(b"0123456789")
        found = pair.call(
            "GET", f"{self.running.url}/api/v1/documents/{document}/content",
            headers={"Authorization": f"Bearer {self.broker}", "Range": "bytes=3-5"})
        self.assertEqual((found.status, found.body), (200, b"0123456789"))
        self.assertEqual(found.headers["Accept-Ranges"], "none")

    def test_two_stalled_readers_delay_nobody(self):
        document, _, _ = self.document(os.urandom(40 * MEBIBYTE))
        self.proxy.requested.clear()
        for _ in range(2):
            self.assertTrue(self.open(document, receive_bytes=4_096).recv(12).startswith(b"HTTP/1.1 200"))
        # The stalled downloads fill the network buffers only.
        self.assertEqual(len(self.get(document).body), 40 * MEBIBYTE)
        stalled_parts = sorted(part for _, part in self.proxy.requested)
        for part in range(1, 9):
            stalled_parts.remove(part)
        self.assertLess(max(stalled_parts), 4)
        self.assertEqual(self.running.portal_api("matters").status, 200)

    def test_more_than_four_downloads_at_a_time_are_refused(self):
        document, _, _ = self.document(os.urandom(12 * MEBIBYTE))
        lines = [self.open(document, receive_bytes=4_096) for _ in range(4)]
        for line in lines:
            self.assertTrue(line.recv(12).startswith(b"HTTP/1.1 200"))
        refused = self.get(document)
        self.assertEqual((refused.status, refused.headers["Retry-After"]), (503, "10"))
        self.assertIn("too many downloads", refused.json["detail"])
        self.assertEqual(self.get(document, self.running.staff).status, 200)
        for line in lines:
            line.close()
        pair.until("room for another", lambda: self.get(document).status == 200)


class TestScope(Documents):
    def test_missing_and_forbidden_have_one_response_and_no_request(self):
        foreign, _, _ = self.document(b"secret", of_broker=False)
        self.assertEqual(self.get(foreign, self.running.staff).body, b"secret")
        self.proxy.requested.clear()
        answers = set()
        for document in (foreign, "nothing", "0" * 64, "a" * 500, "%00", "..%2F..", "%C3%A9", foreign.upper()):
            for method in ("GET", "HEAD"):
                found = self.get(document, method=method)
                headers = tuple(sorted((n.lower(), v) for n, v in found.headers.items() if n.lower() != "date"))
                answers.add((method, found.status, headers, found.body))
        self.assertEqual({(method, status) for method, status, *_ in answers}, {("GET", 404), ("HEAD", 404)})
        self.assertEqual(len(answers), 2)
        self.assertEqual(self.proxy.requested, [])

    def test_a_token_is_required(self):
        document, _, _ = self.document(b"secret")
        for headers in ({}, {"Authorization": "Bearer nonsense"}):
            found = pair.call("GET", f"{self.running.url}/api/v1/documents/{document}/content", headers=headers)
            self.assertEqual(found.status, 401)
        page = pair.call("GET", f"{self.running.url}/documents/{document}/content")
        self.assertEqual((page.status, page.headers["Location"]), (303, "/sign-in"))


class TestFailure(Documents):
    def test_a_failure_of_the_practice_system_is_reported_before_the_first_byte(self):
        for status, headers, shown, wait in (
                (503, {}, 503, "60"), (429, {"Retry_After": "40"}, 503, "40"), (403, {}, 502, "600")):
            with self.subTest(status=status):
                document, _, _ = self.document(
                    b"x" * 10, lambda handler, _: handler.send(status, b"{}", **headers))
                found = self.get(document)
                self.assertEqual((found.status, found.headers["Retry-After"]), (shown, wait))
                self.assertEqual(found.headers["Content-Type"], "application/problem+json")
                self.assertIn("practice system", found.json["detail"])

    def test_a_file_that_fails_midway_is_visibly_cut(self):
        data = os.urandom(proxy.PART_BYTES + 1_000)
        for name, second in (
                ("an error", lambda handler: handler.send(500)),
                ("a short part", lambda handler: handler.send(200, b"short")),
                ("a long part", lambda handler: handler.send(200, b"l" * 1_001)),
                ("gone", lambda handler: handler.send(404)),
                ("a broken line", lambda handler: handler.truncate(b"x", announced=1_000))):
            with self.subTest(name):
                document, _, _ = self.document(data, lambda handler, part: (
                    handler.send(200, proxy.part_of(data, 1)) if part == 1 else second(handler)))
                with self.assertRaises(http.client.IncompleteRead) as cut:
                    self.get(document)
                self.assertEqual(cut.exception.partial, data[:proxy.PART_BYTES])

    def test_a_connection_that_breaks_once_is_retried(self):
        data, broken = os.urandom(proxy.PART_BYTES + 1_000), set()

        def answer(handler, part):
            if part in broken:
                return handler.send(200, proxy.part_of(data, part))
            broken.add(part)
            return handler.truncate(proxy.part_of(data, part)[:500], announced=len(proxy.part_of(data, part)))

        document, _, _ = self.document(data, answer)
        self.assertEqual(self.get(document).body, data)

    def test_a_document_that_was_deleted_is_not_found_and_leaves_the_matter(self):
        document, ref, matter = self.document(b"x" * 10, lambda handler, _: handler.send(404))
        missing = self.get("nothing")
        # The notice of its deletion was lost, so the portal still lists the document.
        self.proxy.unlisted.add(ref)
        found = self.get(document)
        self.assertEqual((found.status, found.body), (404, missing.body))
        self.running.settle()
        self.assertNotIn(document, [d["id"] for d in self.running.portal_api(f"matters/{matter}").json["documents"]])

    def test_a_reader_who_leaves_ends_the_request_to_the_practice_system(self):
        data, left = os.urandom(2 * proxy.PART_BYTES), threading.Event()

        def answer(handler, part):
            if part == 1:
                return handler.send(200, proxy.part_of(data, 1))
            # The portal closes the connection.
            if handler.connection.recv(1) == b"":
                left.set()

        document, ref, _ = self.document(data, answer)
        self.proxy.requested.clear()
        line = self.open(document)
        received = 0
        while received < proxy.PART_BYTES:
            received += len(line.recv(65_536))
        pair.until("the second part to be asked for", lambda: (ref, 2) in self.proxy.requested)
        line.close()
        self.assertTrue(left.wait(20))
        self.assertEqual(self.get("nothing").status, 404)


if __name__ == "__main__":
    unittest.main()
