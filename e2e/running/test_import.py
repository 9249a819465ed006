"""An import that is killed goes on where it was: nothing is walked twice, and everything arrives."""

import contextlib
import re
import unittest

import between
import pair

MATTERS = 2_000


class InterruptedPair(between.PairBetween):
    """Its first import is killed with a good part of the matters in."""

    def connect(self):
        arguments = ("connect", "actionstep", "--from", self.grant_file(), "--data", self.portal_data, "--port", "0")
        first = pair.Process(*arguments, environment=self.engine.environment)
        pair.until("a part of the matters", lambda: first.alive() and self.arrived() > MATTERS // 4, 300)
        first.kill()
        self.said = first.output()
        self.arrived_before = self.arrived()
        ((self.next_page,),) = self.engine.rows("SELECT next_page FROM sweeps")
        self.walked_before = self.walked()
        return super().connect()

    def arrived(self):
        # There is no such table in the first moments.
        with contextlib.suppress(Exception):
            return self.engine.rows("SELECT count(*) FROM matters")[0][0]
        return 0

    def walked(self):
        """The pages of all matters that were asked for, in order."""
        found = (re.search(r"/rest/actions\?.*\bpage=(\d+)", path) for path in list(self.between.paths))
        return [int(match[1]) for match in found if match]


class TestImport(unittest.TestCase):
    def test_a_killed_import_goes_on_where_it_was(self):
        running = InterruptedPair(matters=MATTERS)
        self.addCleanup(running.close)
        self.assertRegex(running.said, rf"\d+ of {MATTERS} matters, \d+ a second")
        self.assertLess(running.arrived_before, MATTERS)
        self.assertGreater(running.next_page, 1)
        walked = running.walked()[len(running.walked_before):]
        self.assertEqual(walked, list(range(running.next_page, MATTERS // 200 + 1)))
        self.assertEqual(len(running.matters()), MATTERS)
        self.assertEqual(running.unprocessed(), 0)


if __name__ == "__main__":
    unittest.main()
