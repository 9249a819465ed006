"""The page on which staff manage the firm's webhooks, in a real browser, against the real demo."""

import http.server
import itertools
import threading
import unittest

import demo as running


class Receiver(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(self.server.status)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")


class TestWebhooks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.demo = running.Demo(matters=6)
        cls.addClassCleanup(cls.demo.close)
        cls.browser = running.Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.receiver = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
        cls.receiver.status = 200
        threading.Thread(target=cls.receiver.serve_forever, daemon=True).start()
        cls.addClassCleanup(cls.receiver.server_close)
        cls.addClassCleanup(cls.receiver.shutdown)
        cls.url = f"http://127.0.0.1:{cls.receiver.server_address[1]}/ledger"

    def check_page(self, page, name):
        self.assertEqual(running.violations(page), [], name)
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        self.assertLessEqual(overflow, 0, name)
        running.screenshot(page, name)

    def await_log(self, page, text):
        for _ in range(100):
            page.reload()
            if page.locator(".log").filter(has_text=text).count():
                return
            page.wait_for_timeout(100)
        self.fail(f"{text} is not in the log")

    def test_a_webhook_from_creation_to_deletion(self):
        for width, theme in itertools.product((360, 1280), ("light", "dark")):
            with self.subTest(width=width, theme=theme), self.browser.context(width=width, theme=theme) as context:
                page = context.new_page()
                running.sign_in(page, self.demo, "staff")
                page.get_by_role("link", name="Webhooks").click()
                page.get_by_label("Where messages go").fill("https://10.0.0.1/")
                page.get_by_role("button", name="Make it").click()
                page.get_by_role("alert").wait_for()
                self.check_page(page, f"webhooks-refused-{width}-{theme}")
                page.get_by_label("Where messages go").fill(self.url)
                page.get_by_label("What it is for").fill("Our ledger")
                page.get_by_role("button", name="Make it").click()
                page.get_by_text("shown this once").wait_for()
                self.check_page(page, f"webhooks-made-{width}-{theme}")
                with page.expect_navigation():
                    page.get_by_role("button", name="Send a test").click()
                self.await_log(page, "Delivered")
                self.check_page(page, f"webhook-{width}-{theme}")
                page.locator(".log a").first.click()
                page.get_by_role("heading", name="The message").wait_for()
                self.check_page(page, f"webhook-message-{width}-{theme}")
                page.get_by_role("button", name="Send it again").click()
                page.get_by_role("button", name="Switch off").click()
                page.get_by_text("It was switched off by hand").wait_for()
                self.check_page(page, f"webhook-off-{width}-{theme}")
                page.get_by_role("button", name="Switch on").click()
                page.get_by_text("Delete", exact=True).click()
                page.get_by_role("button", name="Delete it for good").click()
                page.get_by_role("heading", name="Webhooks", level=1).wait_for()
                # The console repeats the status of a refused form and of a deleted page.
                self.assertTrue(all("422" in it for it in context.problems), context.problems)

    def test_it_works_without_script_and_shows_a_failure(self):
        with self.browser.context(script=False) as context:
            page = context.new_page()
            running.sign_in(page, self.demo, "staff")
            page.goto(self.demo.portal + "/webhooks")
            page.get_by_label("Where messages go").fill(self.url)
            page.get_by_role("button", name="Make it").click()
            self.receiver.status = 500
            try:
                page.get_by_role("button", name="Send a test").click()
                for _ in range(100):
                    if page.locator(".log").filter(has_text="status 500").count():
                        break
                    page.wait_for_timeout(100)
                    page.reload()
                self.assertIn("status 500", page.locator(".log").inner_text())
            finally:
                self.receiver.status = 200


if __name__ == "__main__":
    unittest.main()
