"""The pages of Lawfficient in a real browser: the stages of a lead, and the settings of a developer."""

import itertools
import unittest

import demo as running
import test_sandbox


class LawfficientTest(test_sandbox.SandboxTest):
    def open(self, context, path=""):
        page = context.new_page()
        page.goto(f"{self.demo.sandbox}/lawfficient{path}")
        return page

    def assert_done(self, page, said):
        page.locator(".done", has_text=said).wait_for()

    def add_endpoint(self, page, url):
        """Adds an endpoint on the settings page; returns the secret."""
        endpoints = self.card(page, "Webhook endpoints")
        self.unfold(endpoints, "Add an endpoint")
        endpoints.get_by_label("URL").fill(url)
        self.press(endpoints, "Add it")
        return page.locator(".secret code").inner_text()


class TestLeads(LawfficientTest):
    def test_a_lead_is_created_moved_on_and_booked(self):
        with self.browser.context(width=360) as context:
            page = self.open(context)
            self.unfold(page, "Make a lead")
            page.get_by_label("First name").fill("Ida")
            page.get_by_label("Last name").fill("Bell")
            page.get_by_role("button", name="Make it").click()
            page.locator(".wrong", has_text="reachable").wait_for()
            self.assertEqual(page.get_by_label("First name").input_value(), "Ida")
            page.get_by_label("Mail address").fill("ida@bell.example")
            page.get_by_role("button", name="Make it").click()
            self.assert_done(page, "lead.created")
            pipeline = self.card(page, "Pipeline")
            pipeline.get_by_label("Stage").select_option(label="Qualified")
            self.press(pipeline, "Move")
            self.assert_done(page, "lead.status_changed")
            pipeline.get_by_label("Assigned to").select_option(label="Ayesha Cole")
            self.press(pipeline, "Assign")
            self.assert_done(page, "lead.assigned")
            self.book(page)
            self.press(pipeline, "Archive the lead")
            self.assert_done(page, "lead.archived")
            self.press(pipeline, "Restore the lead")
            self.assert_done(page, "lead.updated")
            # The browser logs the two forms that were refused.
            self.assertEqual([it for it in context.problems if "400" not in it], [])
            self.assertEqual(len(context.problems), 2)

    def book(self, page):
        consultations = self.card(page, "Consultations")
        self.unfold(consultations, "Book one")
        consultations.get_by_label("Day").fill("2033-07-02")
        self.press(consultations, "Book")
        consultations.locator(".wrong", has_text="outside the attorney").wait_for()
        consultations.get_by_label("Day").fill("2033-07-05")
        self.press(consultations, "Book")
        self.assert_done(page, "consultation.booked")
        consultations.get_by_text("2033-07-05 11:00, 30 min").wait_for()
        self.unfold(consultations, "Change")
        consultations.locator("li").get_by_label("Time").fill("14:30")
        self.press(consultations, "Move: the consultation of 2033-07-05 11:00")
        self.assert_done(page, "consultation.rescheduled")
        self.unfold(consultations, "Change")
        self.press(consultations, "Cancel it: the consultation of 2033-07-05 14:30")
        self.assert_done(page, "consultation.canceled")


class TestSettings(LawfficientTest):
    def test_an_endpoint_is_created_tested_disabled_and_deleted(self):
        with self.browser.context() as context:
            page = self.open(context, "/settings")
            secret = self.add_endpoint(page, self.demo.portal + "/nowhere")
            self.assertTrue(secret.startswith("whsec_"))
            page.goto(page.url)
            self.assertEqual(page.locator(".secret").count(), 0)
            self.card(page, "Webhook endpoints").get_by_role("link").last.click()
            endpoint = self.card(page, "The endpoint")
            self.press(endpoint, "Send a test event")
            self.assert_done(page, "A test event is on its way")
            page.locator("#notices", has_text="given up: answered").wait_for()
            page.reload()
            log = self.card(page, "Deliveries")
            log.get_by_text("lead.updated").first.wait_for()
            self.press(log, "Resend")
            self.assert_done(page, "on its way again")
            self.press(endpoint, "Try again when it fails")
            self.assert_done(page, "tried again")
            self.press(endpoint, "Disable")
            self.assert_done(page, "disabled")
            self.press(endpoint, "Enable")
            self.assert_done(page, "enabled")
            self.unfold(page, "Delete the endpoint")
            page.get_by_label("I am sure").check()
            page.get_by_role("button", name="Delete", exact=True).click()
            page.wait_for_url("**/lawfficient/settings*")
            self.assertEqual(context.problems, [])


class TestAccessibility(LawfficientTest):
    def test_every_page_is_accessible_in_every_width_and_theme(self):
        with self.browser.context() as context:
            page = self.open(context, "/settings")
            self.add_endpoint(page, self.demo.portal + "/nowhere")
            self.check_page(page, "lawfficient-secret-1280-light")
            page.goto(f"{self.demo.sandbox}/lawfficient")
            page.locator(".matter").first.click()
            self.press(self.card(page, "Pipeline"), "Archive the lead")
        for width, theme in itertools.product(test_sandbox.WIDTHS, test_sandbox.THEMES):
            with self.browser.context(width, theme) as context:
                page = self.open(context)
                self.unfold(page, "Make a lead")
                self.check_page(page, f"lawfficient-leads-{width}-{theme}")
                page.locator("#upcoming a").first.click()
                consultations = self.card(page, "Consultations")
                self.unfold(consultations, "Change")
                self.unfold(consultations, "Book one")
                self.check_page(page, f"lawfficient-lead-{width}-{theme}")
                page.goto(f"{self.demo.sandbox}/lawfficient/settings")
                self.unfold(page, "Add an endpoint")
                self.unfold(page, "Make a key")
                self.check_page(page, f"lawfficient-settings-{width}-{theme}")
                self.card(page, "Webhook endpoints").get_by_role("link").first.click()
                self.check_page(page, f"lawfficient-endpoint-{width}-{theme}")
                self.assertEqual(context.problems, [])


if __name__ == "__main__":
    unittest.main()
