"""Measures the product over both engines beside a bare server and the raw disk, on this machine, in one run.

The portal and, where it has one, its database server run on core 0; the sandbox, the load and the readers run on core 1.
Rounds of the engines alternate. Everything is on loopback and ends by itself. Machines are shared and noisy: compare
ratios within one run, not figures of two days.

    bench.py [--seconds S] [--rounds R] [--matters N] [--streams N] [--engines sqlite,postgres]
             [--listed N]
"""

import argparse
import os
import pathlib
import re
import selectors
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "e2e" / "running"))
import lists  # noqa: E402
import pair  # noqa: E402

BARE = pair.BINARY.with_name("bare-server")


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def report_line(what, text):
    print(f"  {what:<48} {text}", flush=True)


def synced_writes(seconds=1.0):
    """Appends of 512 bytes, each synced: the rate of the disk without group commit."""
    with tempfile.NamedTemporaryFile(dir=os.environ.get("TMPDIR", "/tmp")) as file:
        count, block, end = 0, b"x" * 512, time.monotonic() + seconds
        while time.monotonic() < end:
            os.write(file.fileno(), block)
            os.fdatasync(file.fileno())
            count += 1
    return count / seconds


def wrk(url, connections, seconds, matters):
    done = subprocess.run(
        ["taskset", "-c", "1", "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s",
         str(HERE / "notice.lua"), url],
        capture_output=True, text=True, env={**os.environ, "MATTERS": str(matters)}, check=True)
    if "Non-2xx" in done.stdout:
        raise AssertionError(done.stdout)
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)[1])
    return rate, latency(done.stdout, "50"), latency(done.stdout, "99")


def latency(text, percent):
    value, unit = re.search(rf"{percent}%\s+([\d.]+)(us|ms|s)\n", text).groups()
    return float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def fixed_rate(url, per_second, seconds, connections=16):
    """Open loop: each notice has a scheduled time, from which its latency is measured."""
    host, port, path = re.match(r"http://([^:/]+):(\d+)(/.*)", url).groups()
    latencies, lock = [], threading.Lock()
    start = time.monotonic() + 0.2

    def line(number):
        connection = socket.create_connection((host, int(port)))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        own = []
        for n in range(number, per_second * seconds, connections):
            due = start + n / per_second
            time.sleep(max(0, due - time.monotonic()))
            body = (
                '{"data":{"type":"actions","id":"%d"},"meta":{"debug":{"resthook":{"id":"8","trigger_count":%d}}}}'
                % (1 + n % 2000, n)).encode()
            connection.sendall(
                b"POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s" % (path.encode(), len(body), body))
            answer = connection.recv(4096)
            assert answer.startswith(b"HTTP/1.1 200"), answer
            own.append((time.monotonic() - due) * 1000)
        connection.close()
        with lock:
            latencies.extend(own)

    lines = [threading.Thread(target=line, args=(n,)) for n in range(connections)]
    for thread in lines:
        thread.start()
    for thread in lines:
        thread.join()
    return percentile(latencies, 0.5), percentile(latencies, 0.99)


def memory(pid, field):
    text = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(rf"{field}:\s+(\d+) kB", text)[1]) / 1024


class Portal:
    """A portal on core 0 that is connected to a sandbox on core 1."""

    def __init__(self, matters, engine):
        os.environ["MATTERWIRE_PIN_SANDBOX"] = "1"
        os.environ["MATTERWIRE_PIN_PORTAL"] = "0"
        os.environ["MATTERWIRE_TEST_ENGINE"] = self.name = engine
        self.pair = pair.Pair(matters=matters)
        hooks = self.pair.rows("resthooks", "pageSize=200")
        self.hook = next(hook["targetUrl"] for hook in hooks if hook["eventName"] == "ActionUpdated")

    def report_line(self, what, text):
        report_line(f"{what}, {self.name}", text)

    def restart(self, *options):
        self.pair.portal.stop()
        self.pair.start_portal(*options)

    @property
    def pid(self):
        return self.pair.portal.process.pid


def acknowledgements(portals, options):
    for portal in portals:
        portal.restart("--roles", "receive,portal")
    bare = subprocess.Popen(["taskset", "-c", "0", BARE, "7100"], stderr=subprocess.DEVNULL)
    bare_url = "http://127.0.0.1:7100/hooks/actionstep/t/ActionUpdated"
    try:
        pair.until("the bare server", lambda: reachable(7100))
        for connections in (1, 64):
            compare(portals, connections, bare_url, options)
    finally:
        bare.terminate()
        bare.wait()
    for portal in portals:
        half, high = fixed_rate(portal.hook, 1000, options.seconds)
        portal.report_line("at a fixed 1,000/s", f"p50 {half:.2f} ms  p99 {high:.2f} ms (from the time each was due)")
        portal.report_line("portal's peak memory under that load", f"{memory(portal.pid, 'VmHWM'):.0f} MiB")


def compare(portals, connections, bare_url, options):
    def load(url):
        return wrk(url, connections, options.seconds, options.matters)

    rounds = [
        ([load(portal.hook) for portal in portals], load(bare_url)[0], synced_writes()) for _ in range(options.rounds)]
    bare, disk = (statistics.median(row[place] for row in rounds) for place in (1, 2))
    for place, portal in enumerate(portals):
        rate, half, high = (statistics.median(column) for column in zip(*(row[0][place] for row in rounds)))
        portal.report_line(
            f"durable acknowledgements, {connections} connection(s)",
            f"{rate:8.0f}/s  p50 {half:.2f} ms  p99 {high:.2f} ms   bare server {bare:.0f}/s (ratio {rate / bare:.2f})"
            f"   synced writes {disk:.0f}/s (ratio {rate / disk:.2f})")


def reachable(port):
    try:
        socket.create_connection(("127.0.0.1", port)).close()
        return True
    except OSError:
        return False


def processing(portal):
    """Processes the notices that were received without a processor."""
    ((waiting,),) = portal.pair.engine.rows("SELECT count(*) FROM inbox WHERE state = 0")
    portal.restart()
    started = time.monotonic()
    pair.until("every notice to be processed", lambda: portal.pair.unprocessed() == 0, 600)
    seconds = time.monotonic() - started
    portal.report_line("processed notices", f"{waiting / seconds:8.0f}/s  ({waiting} in {seconds:.1f} s)")


class Readers:
    """Many open streams in one thread, so that reading costs little."""

    def __init__(self, url, token, count):
        host, port = re.match(r"http://([^:/]+):(\d+)", url).groups()
        self.selector, self.sockets = selectors.DefaultSelector(), []
        for _ in range(count):
            line = socket.create_connection((host, int(port)))
            line.sendall(f"GET /live HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
            self.selector.register(line, selectors.EVENT_READ)
            self.sockets.append(line)
        self.wait(b"event: hello", 10)

    def wait(self, mark, seconds):
        """The times at which the mark arrived on each stream."""
        arrived, end = {}, time.monotonic() + seconds
        while len(arrived) < len(self.sockets):
            ready = self.selector.select(timeout=max(0, end - time.monotonic()))
            if not ready:
                raise AssertionError(f"{mark} came on {len(arrived)} of {len(self.sockets)} streams")
            for key, _ in ready:
                data = key.fileobj.recv(65536)
                if mark in data:
                    arrived.setdefault(key.fd, time.monotonic())
        return list(arrived.values())

    def close(self):
        for line in self.sockets:
            line.close()


def commit_to_event(portal, streams, changes):
    """Measures from the sandbox's response to a change, just after its commit, to the event on each stream."""
    running = portal.pair
    readers = Readers(running.url, running.staff, streams)
    matters = running.matters()[:200]
    latencies = []
    for n in range(changes):
        action = matters[n % len(matters)]["source"]["id"]
        running.rest("PUT", f"actions/{action}", {"actions": {"name": f"Bench {n} {time.monotonic()}"}})
        committed = time.monotonic()
        arrived = readers.wait(b"event: change", 10)
        latencies += [max(0, at - committed) * 1000 for at in arrived]
        time.sleep(0.02)
    readers.close()
    portal.report_line(f"sandbox commit to event, {streams} streams",
         f"p50 {percentile(latencies, 0.5):.1f} ms  p99 {percentile(latencies, 0.99):.1f} ms")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--matters", type=int, default=2000)
    parser.add_argument("--streams", type=int, default=100)
    parser.add_argument(
        "--listed", type=int, default=int(os.environ.get("MATTERS", "20000")), help="matters of the firm that is listed")
    parser.add_argument("--engines", default="sqlite,postgres")
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores; portal on core 0, everything else on core 1")
    portals = []
    try:
        for engine in options.engines.split(","):
            portals.append(Portal(options.matters, engine))
            portals[-1].report_line("engine", portals[-1].pair.engine.describe())
            portals[-1].report_line("import", portals[-1].pair.import_line)
            portals[-1].report_line("idle portal's memory", f"{memory(portals[-1].pid, 'VmRSS'):.0f} MiB")
        for portal in portals:
            commit_to_event(portal, options.streams, 200)
        acknowledgements(portals, options)
        for portal in portals:
            processing(portal)
    finally:
        for portal in portals:
            portal.pair.close()
    os.environ["MATTERWIRE_TEST_ENGINE"] = "sqlite"
    lists.lists(options.listed, report_line)


if __name__ == "__main__":
    main()
