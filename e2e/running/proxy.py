"""A pair with a proxy between portal and practice system, which records requests and can answer for files itself."""

import http.server
import json
import re
import threading
import urllib.parse

import pair

PART_BYTES = 5 << 20


class RecordingProxy(http.server.ThreadingHTTPServer):
    """Forwards everything to the sandbox. `files` holds, by the document's id, a function that answers for its file, of
    the handler and the part's number. `sizes` holds the lengths that such files claim, `unlisted` the documents that are
    left out of lists."""

    daemon_threads = True

    def __init__(self, target):
        super().__init__(("127.0.0.1", 0), Handler)
        self.target, self.files, self.sizes, self.unlisted = target, {}, {}, set()
        self.requested, self.paths = [], []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *_):
        """Quiet, because in some tests the portal closes connections early."""

    def serve_file(self, document, data, answer=None):
        """Answers for the file of a document: with `answer`, else with `data`."""
        self.sizes[document] = len(data)
        self.files[document] = answer or (lambda handler, part: handler.send(200, part_of(data, part)))


def part_of(data, part):
    return data[(part - 1) * PART_BYTES:part * PART_BYTES]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))) or None
        self.server.paths.append(self.path)
        file = re.search(r"/files/DL::Actions::\d+::(\d+)\?part_number=(\d+)", self.path)
        if file:
            self.server.requested.append((file[1], int(file[2])))
        if file and file[1] in self.server.files:
            return self.server.files[file[1]](self, int(file[2]))
        headers = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection")}
        found = pair.call(self.command, self.server.target + self.path, body, headers, seconds=120)
        self.send(found.status, self.changed(found.body), found.headers.get("Content-Type"))

    do_GET = do_POST = do_PUT = do_DELETE = answer

    def changed(self, body):
        if "/actiondocuments" not in self.path or not (self.server.sizes or self.server.unlisted) or not body:
            return body
        found = json.loads(body)
        rows = found["actiondocuments"] if isinstance(found["actiondocuments"], list) else [found["actiondocuments"]]
        for row in rows:
            if str(row["id"]) in self.server.sizes:
                row.update(fileSize=self.server.sizes[str(row["id"])], fileName=row.get("fileName") or "served.pdf")
        found["actiondocuments"] = [row for row in rows if str(row["id"]) not in self.server.unlisted]
        return json.dumps(found).encode()

    def send(self, status, body=b"", type="application/octet-stream", **headers):
        self.send_response(status)
        if body or status != 204:
            self.send_header("Content-Type", type or "application/json")
            self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def truncate(self, body, announced):
        """A part that is shorter than announced."""
        self.send_response(200)
        self.send_header("Content-Length", str(announced))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True


class ProxiedPair(pair.Pair):
    """The running pair, with `proxy` between the portal and the sandbox."""

    proxy = None

    def grant_file(self):
        where = urllib.parse.urlsplit(self.ready["url"])
        self.proxy = self.proxy or RecordingProxy(f"{where.scheme}://{where.netloc}")
        grant = json.loads(json.dumps(self.ready))
        grant["actionstep"]["api_endpoint"] = self.proxy.url + urllib.parse.urlsplit(
            self.ready["actionstep"]["api_endpoint"]).path
        path = self.folder / "grant.json"
        path.write_text(json.dumps(grant))
        return path

    def close(self):
        super().close()
        if self.proxy:
            self.proxy.shutdown()
            self.proxy.server_close()
