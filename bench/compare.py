"""Compares the release builds of two checkouts, measure by measure: before, after, after, before, and so on.

Machines are shared and noisy, so figures of two runs cannot be compared: here both portals run at once, one of them
idle, and each figure is a median over all rounds. Each checkout brings its own binaries (in `.build-release`) and its
own scripts, because stored names may differ between them.

    compare.py BEFORE [AFTER] [--rounds R] [--matters N] [--listed N] [--engines sqlite,postgres] [--measures a,b]
"""

import argparse
import contextlib
import importlib
import os
import pathlib
import re
import statistics
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
SCRIPTS = ("engines", "pair", "lists", "bench", "outbound")
MEASURES = ("imports", "events", "acknowledgements", "fixed_rate", "processing", "lists", "outbound")
STREAMS = 100
CONNECTIONS = (1, 64)
LISTED_REQUESTS = 200
# How long notices are received before they are processed.
PROCESSED_SECONDS = {"sqlite": 5, "postgres": 1}
HIGHER, LOWER = "more is better", "less is better"


class Side:
    """One checkout: its scripts, and for an engine its running portal."""

    def __init__(self, name, tree):
        self.name = name
        for script in SCRIPTS:
            sys.modules.pop(script, None)
        os.environ["MATTERWIRE"] = str(tree / ".build-release/release/matterwire")
        sys.path[:0] = [str(tree / "bench"), str(tree / "e2e" / "running")]
        self.pair, self.lists, self.bench, self.outbound = (
            importlib.import_module(script) for script in ("pair", "lists", "bench", "outbound"))
        del sys.path[:2]

    @contextlib.contextmanager
    def portal(self, matters, engine):
        self.running = self.bench.Portal(matters, engine)
        try:
            yield self
        finally:
            self.running.pair.close()


class Comparison:
    """Values by measure and side."""

    def __init__(self, sides, rounds):
        self.sides, self.rounds, self.values = sides, rounds, {}

    def turns(self, rounds=None):
        """The sides in alternating order, so that neither always comes first."""
        for number in range(rounds or self.rounds):
            for side in self.sides[:: 1 if number % 2 == 0 else -1]:
                yield number, side

    def add(self, side, what, value, unit, better=LOWER):
        self.values.setdefault((what, unit, better), {}).setdefault(side.name, []).append(value)

    def report(self):
        """Prints the medians and their ratio, in which more than 1 is always better, and forgets the values."""
        for (what, unit, better), by_side in self.values.items():
            before, after = (by_side[side.name] for side in self.sides)
            old, new = statistics.median(before), statistics.median(after)
            ratio = (new / old if better == HIGHER else old / new) if old and new else 1
            print(
                f"  {what:<66} {old:9.2f} -> {new:9.2f} {unit:<4} ratio {ratio:.2f}   "
                f"({min(before):.2f} to {max(before):.2f} -> {min(after):.2f} to {max(after):.2f})", flush=True)
        self.values = {}


def fresh_portals(comparison, options, engine):
    """Imports and processes on a new portal each time: on a used one, the notices of a later round are duplicates."""
    for _, side in comparison.turns():
        with side.portal(options.matters, engine):
            if "imports" in options.measures:
                rate = re.search(r"([\d,]+) a second", side.running.pair.import_line)[1]
                comparison.add(side, f"import, {engine}", float(rate.replace(",", "")), "/s", HIGHER)
                time.sleep(1)
                comparison.add(side, f"idle memory, {engine}", side.bench.memory(side.running.pid, "VmRSS"), "MiB")
            if "processing" in options.measures:
                processing(comparison, options, engine, side)


def processing(comparison, options, engine, side):
    """The time includes the portal's start, during which it processes already."""
    side.running.restart("--roles", "receive,portal")
    side.bench.wrk(side.running.hook, 64, PROCESSED_SECONDS[engine], options.matters)
    ((waiting,),) = side.running.pair.engine.rows("SELECT count(*) FROM inbox WHERE state = 0")
    started = time.monotonic()
    side.running.restart()
    side.pair.until("every notice to be processed", lambda: side.running.pair.unprocessed() == 0, 900)
    comparison.add(side, f"processed notices, {engine}", waiting / (time.monotonic() - started), "/s", HIGHER)


def events(comparison, options, engine):
    for _, side in comparison.turns():
        def take(_, text, side=side):
            for share in ("p50", "p99"):
                figure = float(re.search(rf"{share} ([\d.]+)", text)[1])
                comparison.add(side, f"commit to event, {STREAMS} streams, {engine}, {share}", figure, "ms")

        side.running.report_line = side.running.tell = take
        side.bench.commit_to_event(side.running, STREAMS, 60)


def received(side):
    """How many notices the portal has stored."""
    ((count,),) = side.running.pair.engine.rows("SELECT count(*) FROM inbox")
    return count


def acknowledgements(comparison, options, engine):
    for connections in CONNECTIONS:
        for _, side in comparison.turns(2 * comparison.rounds):
            processor_before = side.lists.processor_seconds(side.running.pid)
            received_before = received(side)
            rate, _, high = side.bench.wrk(side.running.hook, connections, 1, options.matters)
            spent = side.lists.processor_seconds(side.running.pid) - processor_before
            stored = received(side) - received_before
            assert stored >= rate * 0.99, f"{rate:.0f} notices were acknowledged in a second, {stored} are stored"
            what = f"acknowledgements, {connections} connection(s), {engine}"
            comparison.add(side, what, rate, "/s", HIGHER)
            comparison.add(side, f"{what}, p99", high, "ms")
            comparison.add(side, f"{what}, portal's processor", spent / rate * 1e6, "µs")


def fixed_rate(comparison, options, engine):
    for _, side in comparison.turns():
        half, high = side.bench.fixed_rate(side.running.hook, 1000, 1)
        comparison.add(side, f"at a fixed 1,000/s, {engine}, p50", half, "ms")
        comparison.add(side, f"at a fixed 1,000/s, {engine}, p99", high, "ms")


def lists(comparison, options):
    os.environ["MATTERWIRE_TEST_ENGINE"] = "sqlite"
    with contextlib.ExitStack() as stack:
        for side in comparison.sides:
            running = stack.enter_context(side.portal(24, "sqlite")).running.pair
            running.portal.stop()
            side.lists.grow(running.portal_data / "matterwire.db", options.listed)
            running.start_portal("--roles", "portal")
        for viewer, (address, _, _) in comparison.sides[-1].lists.VIEWERS.items():
            for search, query in comparison.sides[-1].lists.SEARCHES.items():
                what = f"list of {options.listed} ({', '.join(filter(None, (viewer, search)))})"
                for number, side in comparison.turns(LISTED_REQUESTS):
                    started = time.perf_counter()
                    answer = side.pair.call(
                        "GET", f"{side.running.pair.url}/{query}", headers={"Cookie": f"matterwire={address}"})
                    assert answer.status == 200, answer.status
                    # The first requests fill caches.
                    if number >= LISTED_REQUESTS // 10:
                        comparison.add(side, what, (time.perf_counter() - started) * 1000, "ms")


def outbound(comparison, options):
    for title, extra in (
            ("32 at a time to one sink", {"in_flight": 32}), ("1,000 endpoints", {"endpoints": 1000}),
            ("1,000 endpoints, 100 hang", {"endpoints": 1000, "hanging": 100})):
        for _, side in comparison.turns():
            _, report, _ = side.outbound.run("drain", deliveries=20_000, **extra)
            comparison.add(side, f"deliveries, {title}", report["requests"] / report["seconds"], "/s", HIGHER)
    for _, side in comparison.turns():
        _, report, _ = side.outbound.run("pace", rate=500)
        for share in ("p50", "p99"):
            comparison.add(side, f"publish to first byte at 500/s, {share}", report[f"{share}_ms"], "ms")


def compare_engine(comparison, options, engine):
    os.environ["MATTERWIRE_TEST_ENGINE"] = engine
    if {"imports", "processing"} & set(options.measures):
        fresh_portals(comparison, options, engine)
    if not {"events", "acknowledgements", "fixed_rate"} & set(options.measures):
        return comparison.report()
    with contextlib.ExitStack() as stack:
        for side in comparison.sides:
            stack.enter_context(side.portal(options.matters, engine))
        if "events" in options.measures:
            events(comparison, options, engine)
        for side in comparison.sides:
            side.running.restart("--roles", "receive,portal")
            side.bench.wrk(side.running.hook, 64, 1, options.matters)
        for measure in (acknowledgements, fixed_rate):
            if measure.__name__ in options.measures:
                measure(comparison, options, engine)
        for side in comparison.sides:
            comparison.add(
                side, f"peak memory under load, {engine}", side.bench.memory(side.running.pid, "VmHWM"), "MiB")
    comparison.report()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("before", type=pathlib.Path)
    parser.add_argument("after", type=pathlib.Path, nargs="?", default=HERE.parent)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--matters", type=int, default=600)
    parser.add_argument("--listed", type=int, default=5000)
    parser.add_argument("--engines", type=lambda text: text.split(","), default=["sqlite", "postgres"])
    parser.add_argument("--measures", type=lambda text: text.split(","), default=MEASURES)
    options = parser.parse_args()
    if unknown := set(options.measures) - set(MEASURES):
        parser.error(f"{', '.join(unknown)} is not measured; choose from {', '.join(MEASURES)}")
    os.environ.update(MATTERWIRE_PIN_SANDBOX="1", MATTERWIRE_PIN_PORTAL="0")
    comparison = Comparison(
        [Side("before", options.before.resolve()), Side("after", options.after.resolve())], options.rounds)
    if set(options.measures) - {"lists", "outbound"}:
        for engine in options.engines:
            compare_engine(comparison, options, engine)
    for measure in (lists, outbound):
        if measure.__name__ in options.measures:
            measure(comparison, options)
            comparison.report()


if __name__ == "__main__":
    main()
