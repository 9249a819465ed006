"""A killed import resumes at its last page: no page is fetched twice, and every matter arrives."""

import contextlib
import re
import unittest

import pair
import proxy

MATTERS = 2_000


class InterruptedPair(proxy.ProxiedPair):
    """Its first import is killed after a quarter of the matters."""

    def connect(self):
        arguments = ("connect", "actionstep", "--from", self.grant_file(), "--data", self.portal_data, "--port", "0")
        first = pair.Process(*arguments, environment=self.engine.environment)
        pair.until("a part of the matters", lambda: first.alive() and self.arrived() > MATTERS // 4, 300)
        first.kill()
        self.first_output = first.output()
        self.arrived_before = self.arrived()
        ((self.next_page,),) = self.engine.rows("SELECT next_page FROM sweeps")
        self.fetched_before = self.fetched_pages()
        return super().connect()

    def arrived(self):
        # The table does not exist at first.
        with contextlib.suppress(Exception):
            return self.engine.rows("SELECT count(*) FROM matters")[0][0]
        return 0

    def fetched_pages(self):
        """The numbers of the requested pages of matters, in order."""
        found = (re.search(r"/rest/actions\?.*\bpage=(\d+)", path) for path in list(self.proxy.paths))
        return [int(match[1]) for match in found if match]


class TestImport(unittest.TestCase):
    def test_a_killed_import_resumes_at_its_last_page(self):
        running = InterruptedPair(matters=MATTERS)
        self.addCleanup(running.close)
        self.assertRegex(running.first_output, rf"\d+ of {MATTERS} matters, \d+ a second")
        self.assertLess(running.arrived_before, MATTERS)
        self.assertGreater(running.next_page, 1)
        fetched = running.fetched_pages()[len(running.fetched_before):]
        self.assertEqual(fetched, list(range(running.next_page, MATTERS // 200 + 1)))
        self.assertEqual(len(running.matters()), MATTERS)
        self.assertEqual(running.unprocessed(), 0)


if __name__ == "__main__":
    unittest.main()
