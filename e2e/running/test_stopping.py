"""How a portal stops: whatever its readers do, and at once for somebody in a hurry."""

import signal
import socket
import unittest
import urllib.parse

import pair


def stalled_reader(url, token, last_id):
    """Opens /live and reads only the first bytes of the answer. Small segments and buffers, so that little has room on the way."""
    where = urllib.parse.urlsplit(url)
    reader = socket.socket()
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1_024)
    reader.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536)
    reader.connect((where.hostname, where.port))
    reader.sendall((
        f"GET /live HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
        f"Last-Event-ID: {last_id}\r\n\r\n").encode())
    assert reader.recv(12) == b"HTTP/1.1 200"
    return reader


class TestStopping(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        """So much has happened since the cursor that its replay has no room on the way to a reader who does not read."""
        cls.running = pair.Pair(matters=250)
        cls.addClassCleanup(cls.running.close)
        stream = pair.Stream(cls.running.url, cls.running.staff)
        cls.cursor = stream.next()["id"]
        stream.close()
        actions = [matter["source"]["id"] for matter in cls.running.matters()]
        for round in range(3):
            for action in actions:
                cls.running.rest("PUT", f"actions/{action}", {"actions": {"name": f"Round {round}"}})
            cls.running.settle()

    def setUp(self):
        if self.running.portal.process.poll() is not None:
            self.running.start_portal()
        self.process = self.running.portal.process
        for _ in range(8):
            self.addCleanup(stalled_reader(self.running.url, self.running.staff, self.cursor).close)

    def test_readers_who_take_nothing_do_not_keep_it_from_stopping(self):
        self.process.send_signal(signal.SIGTERM)
        # Longer than anything may keep it.
        self.assertEqual(self.process.wait(45), 0, self.running.portal.output())

    def test_a_second_signal_ends_it_at_once(self):
        self.process.send_signal(signal.SIGINT)
        pair.until("the first signal to be heard", self.takes_no_connections)
        self.process.send_signal(signal.SIGINT)
        self.assertEqual(self.process.wait(30), 130)

    def takes_no_connections(self):
        where = urllib.parse.urlsplit(self.running.url)
        try:
            socket.create_connection((where.hostname, where.port), timeout=1).close()
        except ConnectionRefusedError:
            return True


if __name__ == "__main__":
    unittest.main()
