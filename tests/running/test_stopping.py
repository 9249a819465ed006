"""How a portal stops: whatever its readers do, and at once for somebody in a hurry."""

import signal
import socket
import unittest
import urllib.parse

import pair


def stalled_reader(url, token, last_id=""):
    """Opens /live and never reads a byte. Small segments and buffers, so that little has room on the way."""
    where = urllib.parse.urlsplit(url)
    reader = socket.socket()
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1_024)
    reader.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536)
    reader.connect((where.hostname, where.port))
    reader.sendall((
        f"GET /live HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
        f"Last-Event-ID: {last_id}\r\n\r\n").encode())
    return reader


class TestStopping(unittest.TestCase):
    def start(self, matters):
        self.running = pair.Pair(matters=matters)
        self.addCleanup(self.running.close)

    def test_readers_who_take_nothing_do_not_keep_a_portal_from_stopping(self):
        self.start(matters=250)
        stream = pair.Stream(self.running.url, self.running.staff)
        cursor = stream.next()["id"]
        stream.close()
        actions = [matter["source"]["id"] for matter in self.running.matters()]
        for round in range(3):
            for action in actions:
                self.running.rest("PUT", f"actions/{action}", {"actions": {"name": f"Round {round}"}})
            self.running.settle()
        readers = [stalled_reader(self.running.url, self.running.staff, cursor) for _ in range(8)]
        for reader in readers:
            self.addCleanup(reader.close)
        with self.running.database("portal") as database:
            self.assertGreater(database.execute("SELECT count(*) FROM changes").fetchone()[0], 700)
        self.assertEqual(self.running.portal.stop(), 0, self.running.portal.output())

    def test_a_second_signal_ends_it_at_once(self):
        self.start(matters=3)
        for _ in range(8):
            self.addCleanup(stalled_reader(self.running.url, self.running.staff).close)
        process = self.running.portal.process
        process.send_signal(signal.SIGINT)
        with self.assertRaises(Exception):
            # Connections are refused once it is stopping.
            pair.until("the first signal to be heard", lambda: not pair.call("GET", self.running.url + "/health/live"))
        process.send_signal(signal.SIGINT)
        self.assertIn(process.wait(5), (0, 130))


if __name__ == "__main__":
    unittest.main()
