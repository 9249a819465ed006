"""The portal in a real browser, against the real demo."""

import itertools
import unittest

import demo as running

WIDTHS = [320, 360, 1280]
THEMES = ["light", "dark"]


class PortalTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.demo = running.Demo()
        cls.addClassCleanup(cls.demo.close)
        cls.browser = running.Browser()
        cls.addClassCleanup(cls.browser.close)

    def matter(self, role):
        """An open matter that this persona sees."""
        found = self.demo.api("matters?limit=200", role)["matters"]
        return next(matter for matter in found if matter["status"] not in ("done", "not_needed"))

    def open_matter(self, context, role):
        matter = self.matter(role)
        page = context.new_page()
        running.sign_in(page, self.demo, role)
        page.goto(f"{self.demo.portal}/matters/{matter['id']}")
        return matter, page

    def await_stream(self, page):
        """Waits until this browser holds the live stream; earlier changes are replayed."""
        page.wait_for_function("navigator.locks.query().then((it) => it.held.length > 0)")


class TestDocuments(PortalTest):
    def test_a_document_is_downloaded_with_a_click_and_without_script(self):
        for script in (True, False):
            with self.subTest(script=script), self.browser.context(script=script) as context:
                matter, page = self.open_matter(context, "client")
                document = self.demo.api(f"matters/{matter['id']}", "client")["documents"][0]
                with page.expect_download() as download:
                    page.get_by_role("link", name=document["name"], exact=True).first.click()
                self.assertTrue(download.value.suggested_filename.startswith(document["name"].split("/")[0][:8]))
                self.assertEqual(download.value.path().stat().st_size, document["size"])

    def test_a_failed_download_shows_a_page_and_saves_nothing(self):
        with self.browser.context() as context:
            matter, page = self.open_matter(context, "client")
            document = self.demo.api(f"matters/{matter['id']}", "client")["documents"][0]
            faults = self.demo.sandbox + "/control/faults"
            self.assertEqual(context.request.put(faults, data={"api": {"down": 1}}).status, 200)
            try:
                page.get_by_role("link", name=document["name"], exact=True).first.click()
                page.get_by_role("heading", level=1).filter(has_text="cannot be downloaded").wait_for()
            finally:
                context.request.delete(faults)

    def test_the_document_of_somebody_else_is_not_found(self):
        own = {matter["id"] for matter in self.demo.api("matters?limit=200", "client")["matters"]}
        other = next(
            document for matter in self.demo.api("matters?limit=200", "staff")["matters"] if matter["id"] not in own
            for document in self.demo.api(f"matters/{matter['id']}", "staff")["documents"] if document["content"])
        with self.browser.context() as context:
            _, page = self.open_matter(context, "client")
            missing, hidden = (
                page.request.get(f"{self.demo.portal}/documents/{document}/content") for document in ("none", other["id"]))
            self.assertEqual((missing.status, hidden.status), (404, 404))
            self.assertEqual(missing.body(), hidden.body())


class TestLive(PortalTest):
    def test_a_step_moved_elsewhere_appears_without_a_reload(self):
        with self.browser.context() as context:
            matter, page = self.open_matter(context, "broker")
            self.await_stream(page)
            page.evaluate("window.sameDocument = true")
            name = self.demo.move_step(matter["source"]["id"])
            page.locator('[aria-current="step"] .step-label', has_text=name).wait_for()
            page.locator('[data-live="timeline"] .fresh-mark', has_text="Updated just now").wait_for()
            page.wait_for_function("(name) => document.querySelector('[role=status]').textContent.includes(name)", arg=name)
            self.assertTrue(page.evaluate("window.sameDocument"), "the page was loaded again")
            self.assertEqual(page.evaluate("document.activeElement.tagName"), "BODY", "the focus moved")
            self.assertEqual(context.problems, [])
            running.screenshot(page, "live-matter")

    def test_another_viewer_in_the_same_browser_has_a_stream_of_their_own(self):
        with self.browser.context() as context:
            _, old = self.open_matter(context, "client")
            self.await_stream(old)
            theirs = {matter["id"] for matter in self.demo.api("matters?limit=200", "client")["matters"]}
            hidden = next(
                matter for matter in self.demo.api("matters?limit=200", "staff")["matters"]
                if matter["id"] not in theirs and matter["status"] not in ("done", "not_needed"))
            page = context.new_page()
            page.goto(self.demo.portal + "/sign-in")
            running.sign_in(page, self.demo, "staff")
            page.goto(f"{self.demo.portal}/matters/{hidden['id']}")
            page.wait_for_function(
                "navigator.locks.query().then((it) => it.held.some("
                "(lock) => lock.name.endsWith(document.body.dataset.viewer)))")
            name = self.demo.move_step(hidden["source"]["id"])
            page.locator('[aria-current="step"] .step-label', has_text=name).wait_for()

    def test_changes_on_the_sandbox_page_appear_in_the_portal(self):
        with self.browser.context() as context, self.browser.context(width=360) as phone:
            matter, page = self.open_matter(context, "broker")
            self.await_stream(page)
            sandbox = phone.new_page()
            sandbox.goto(self.demo.sandbox)
            sandbox.get_by_role("searchbox").fill(matter["reference"])
            sandbox.get_by_role("button", name="Search").click()
            sandbox.get_by_role("link", name=matter["name"]).first.click()
            steps = sandbox.get_by_label("Step", exact=True)
            names = [name.strip() for name in steps.locator("option").all_inner_texts()]
            wanted = next(name for name in names if name != matter["step"])
            steps.select_option(label=wanted)
            sandbox.get_by_role("button", name="Move").click()
            page.locator('[aria-current="step"] .step-label', has_text=wanted).wait_for()
            sandbox.get_by_label("New note").fill("Keys are at the agent’s \"\u0301 office <b>")
            sandbox.locator("#note-visible").check()
            sandbox.get_by_role("button", name="Write").click()
            page.get_by_text("Keys are at the agent’s \"\u0301 office <b>").wait_for()
            sandbox.get_by_label("New note").fill("Not for their eyes")
            sandbox.get_by_role("button", name="Write").click()
            sandbox.locator("#settlement-date").fill("2031-02-03")
            sandbox.get_by_role("button", name="Set date").click()
            page.get_by_text("Mon 3 Feb 2031").first.wait_for()
            self.assertEqual(page.get_by_text("Not for their eyes").count(), 0)
            for shown, name in ((page, "sandbox-moved-portal"), (sandbox, "sandbox-matter")):
                self.assertEqual(running.violations(shown), [])
                running.screenshot(shown, name)
            self.assertEqual(context.problems + phone.problems, [])

    def test_the_list_follows_changes(self):
        with self.browser.context(width=360) as context:
            matter, page = self.matter("broker"), context.new_page()
            running.sign_in(page, self.demo, "broker")
            self.await_stream(page)
            name = self.demo.move_step(matter["source"]["id"])
            page.locator(f'[data-matter="{matter["id"]}"] .step', has_text=name).wait_for()
            self.assertEqual(context.problems, [])

    def test_many_tabs_share_one_stream_and_all_follow(self):
        with self.browser.context() as context:
            streams = []
            context.on("request", lambda it: streams.append(it.url) if "/live?" in it.url else None)
            matter, first = self.open_matter(context, "broker")
            pages = [first] + [context.new_page() for _ in range(9)]
            for page in pages[1:]:
                page.goto(first.url)
            self.await_stream(first)
            name = self.demo.move_step(matter["source"]["id"])
            for page in pages:
                page.locator('[aria-current="step"] .step-label', has_text=name).wait_for(state="attached")
            self.assertLessEqual(len(streams), 2, "sign-in's list and the first tab")

    def test_when_the_leading_tab_closes_another_takes_over(self):
        with self.browser.context() as context:
            matter, first = self.open_matter(context, "broker")
            second = context.new_page()
            second.goto(first.url)
            self.await_stream(first)
            first.close()
            name = self.demo.move_step(matter["source"]["id"])
            second.locator('[aria-current="step"] .step-label', has_text=name).wait_for()


class TestPages(PortalTest):
    def pages(self, role):
        yield "list", "/"
        yield "list-nothing-found", "/?q=zzzzzz"
        yield "matter", f"/matters/{self.matter(role)['id']}"
        yield "not-found", "/matters/nothing-here"

    def test_every_page_is_accessible_in_every_width_and_theme(self):
        for width, theme in itertools.product(WIDTHS, THEMES):
            with self.browser.context(width, theme) as context:
                page = context.new_page()
                page.goto(self.demo.portal + "/sign-in")
                self.check_page(page, f"sign-in-{width}-{theme}")
                for role in ("broker", "client", "staff"):
                    running.sign_in(page, self.demo, role)
                    for name, path in self.pages(role):
                        page.goto(self.demo.portal + path)
                        self.check_page(page, f"{role}-{name}-{width}-{theme}")

    def check_page(self, page, name):
        with self.subTest(name):
            running.screenshot(page, name)
            self.assertEqual(running.violations(page), [])
            self.assertFalse(
                page.evaluate("document.documentElement.scrollWidth > innerWidth"), "the page scrolls sideways")

    def test_it_works_without_script(self):
        with self.browser.context(script=False) as context:
            matter, page = self.open_matter(context, "broker")
            self.assertIn(matter["name"], page.locator("h1").inner_text())
            page.locator("text=All your matters").click()
            page.fill("input[name=q]", matter["reference"])
            page.locator("button", has_text="Find").click()
            page.locator(f'[data-matter="{matter["id"]}"] a').click()
            self.assertIn(matter["name"], page.locator("h1").inner_text())
            page.locator("button", has_text="Sign out").click()
            page.locator("h1", has_text="Sign in").wait_for()

    def test_the_keyboard_alone_reaches_the_first_matter(self):
        with self.browser.context() as context:
            page = context.new_page()
            running.sign_in(page, self.demo, "broker")
            reached = []
            for _ in range(8):
                page.keyboard.press("Tab")
                reached.append(page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.tagName"))
            self.assertEqual(reached[0], "#main")
            self.assertTrue(any(it.startswith("/matters/") for it in reached), reached)

    def test_missing_and_forbidden_are_the_same_bytes(self):
        seen = {matter["id"] for matter in self.demo.api("matters?limit=200", "client")["matters"]}
        staff = self.demo.api("matters?limit=200", "staff")["matters"]
        hidden = next(matter["id"] for matter in staff if matter["id"] not in seen)
        with self.browser.context() as context:
            page = context.new_page()
            running.sign_in(page, self.demo, "client")
            answers = [context.request.get(f"{self.demo.portal}/matters/{it}") for it in (hidden, "nothing-here")]
            self.assertEqual([answer.status for answer in answers], [404, 404])
            self.assertEqual(answers[0].body(), answers[1].body())

    def test_no_request_goes_to_another_origin_and_headers_are_strict(self):
        with self.browser.context() as context:
            asked, answers = [], []
            context.on("request", lambda it: asked.append(it.url))
            context.on("response", lambda it: answers.append(it))
            self.open_matter(context, "broker")
            self.assertEqual([url for url in asked if not url.startswith(self.demo.portal)], [])
            for answer in answers:
                self.assertIn("default-src 'none'", answer.headers.get("content-security-policy", ""), answer.url)
            self.assertEqual(context.problems, [])


if __name__ == "__main__":
    unittest.main()
