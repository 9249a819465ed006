"""Shutdown of a portal: independent of what readers do, and at once at a second signal."""

import signal
import socket
import unittest
import urllib.parse

import pair


def stalled_reader(url, token, last_id):
    """Opens /live and reads only the first bytes of the response. Segments and buffers are small, so that they fill soon."""
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


class TestShutdown(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        """Makes so many changes after the cursor that their replay exceeds the buffers of a stalled reader."""
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

    def test_stalled_readers_do_not_prevent_a_shutdown(self):
        self.process.send_signal(signal.SIGTERM)
        # Longer than a shutdown may take.
        self.assertEqual(self.process.wait(45), 0, self.running.portal.output())

    def test_a_second_signal_ends_it_at_once(self):
        self.process.send_signal(signal.SIGINT)
        pair.until("the first signal to take effect", self.refuses_connections)
        self.process.send_signal(signal.SIGINT)
        self.assertEqual(self.process.wait(30), 130)

    def refuses_connections(self):
        where = urllib.parse.urlsplit(self.running.url)
        try:
            socket.create_connection((where.hostname, where.port), timeout=1).close()
        except ConnectionRefusedError:
            return True


if __name__ == "__main__":
    unittest.main()
