"""A receiver of webhooks: answers with a given status, and records what it received."""

import http.server
import threading

import pair


class WebhookReceiver(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, status=200):
        self.status = status
        self.received = []
        self.lock = threading.Lock()
        super().__init__(("127.0.0.1", 0), _Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def url(self, path="/in"):
        return f"http://127.0.0.1:{self.server_port}{path}"

    def wait(self, count):
        """The first `count` webhooks, in order of arrival."""
        pair.until(f"{count} webhooks", lambda: len(self.received) >= count)
        with self.lock:
            return self.received[:count]

    def close(self):
        self.shutdown()
        self.server_close()


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with self.server.lock:
            self.server.received.append((self.path, self.headers, body))
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass
