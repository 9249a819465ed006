"""Measures the delivery engine alone: the engine on core 0, a sink that checks every signature on core 1.

    outbound.py [--rounds R] [--deliveries N] [--backlog N]
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

BENCH = pathlib.Path(os.environ["MATTERWIRE"]).with_name("delivery-bench")
PORT = 7003
LIMIT_SECONDS = 300
SINK = f"http://127.0.0.1:{PORT}"


class Sink:
    def __enter__(self):
        self.process = subprocess.Popen(["taskset", "-c", "1", BENCH, "sink", str(PORT)])
        for _ in range(100):
            try:
                self.report()
                return self
            except urllib.error.URLError:
                time.sleep(0.1)
        raise AssertionError("the sink does not answer")

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def report(self):
        with urllib.request.urlopen(SINK + "/report", timeout=10) as answer:
            return json.load(answer)


def run(command, **options):
    """The reports of the engine and of the sink. Each run has a new sink and a new file."""
    arguments = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
    with tempfile.TemporaryDirectory() as folder, Sink() as sink:
        done = subprocess.run(
            ["taskset", "-c", "0", BENCH, command, "--data", folder, "--sink", SINK, *arguments],
            stdout=subprocess.PIPE, text=True, check=True, timeout=LIMIT_SECONDS)
        *progress, last = done.stdout.splitlines()
        report = sink.report()
        assert report["unsigned"] == 0, report
        return json.loads(last), report, progress


def drain(report_line, what, rounds, **options):
    runs = [run("drain", **options) for _ in range(rounds)]
    rates = sorted(report["requests"] / report["seconds"] for _, report, _ in runs)
    engine, report, progress = runs[-1]
    for line in progress:
        report_line(what, line)
    report_line(what,
         f"{statistics.median(rates):8.0f}/s ({rates[0]:.0f} to {rates[-1]:.0f})  duplicates {report['duplicates']}"
         f"  hanging {report['hanging']}  peak memory {engine['peak_mib']} MiB")


def pace(report_line, rate, **options):
    engine, report, _ = run("pace", rate=rate, **options)
    report_line(f"publish to first byte at {rate}/s, one in ten hangs",
         f"p50 {report['p50_ms']:.2f} ms  p99 {report['p99_ms']:.2f} ms  arrived {report['requests']} of "
         f"{engine['published'] * 9 // 10}  peak memory {engine['peak_mib']} MiB")


def outbound(report_line, rounds, deliveries, backlog):
    drain(report_line, "deliveries, 32 at a time to one sink", rounds, deliveries=deliveries, in_flight=32)
    drain(report_line, "deliveries to 1,000 endpoints", rounds, deliveries=deliveries, endpoints=1000)
    drain(report_line, "deliveries to 1,000 endpoints, 100 hang", rounds, deliveries=deliveries, endpoints=1000, hanging=100)
    pace(report_line, 500)
    if backlog:
        drain(report_line, f"a backlog of {backlog}", 1, deliveries=backlog, in_flight=32)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--deliveries", type=int, default=20_000)
    parser.add_argument("--backlog", type=int, default=100_000)
    options = parser.parse_args()
    outbound(lambda what, text: print(f"  {what:<48} {text}", flush=True), **vars(options))


if __name__ == "__main__":
    main()
