"""The sandbox's pages in a real browser: their forms, and that the portal follows."""

import itertools
import pathlib
import re
import tempfile
import unittest

import demo as running

WIDTHS = [320, 360, 1280]
THEMES = ["light", "dark"]
# The minimum size of a touch target, in CSS pixels; links inside a sentence are exempt.
TOUCH_PIXELS = 44


class SandboxTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.demo = running.Demo()
        cls.addClassCleanup(cls.demo.close)
        cls.browser = running.Browser()
        cls.addClassCleanup(cls.browser.close)

    def matter(self, role="broker"):
        found = self.demo.api("matters?limit=200", role)["matters"]
        return next(matter for matter in found if matter["status"] not in ("done", "not_needed"))

    def open_matter(self, context, matter):
        page = context.new_page()
        page.goto(f"{self.demo.sandbox}/matters/{matter['source']['id']}")
        return page

    def card(self, page, name):
        return page.get_by_role("region", name=name, exact=True)

    def unfold(self, card, name):
        card.locator("summary", has_text=name).first.click()

    def press(self, card, name):
        card.get_by_role("button", name=name).first.click()

    def check_page(self, page, name):
        with self.subTest(name):
            running.screenshot(page, name)
            self.assertEqual(running.violations(page), [])
            self.assertFalse(
                page.evaluate("document.documentElement.scrollWidth > innerWidth"), "the page scrolls sideways")
            small = page.evaluate(
                "(minimum) => [...document.querySelectorAll('button, summary, select, textarea, input:not([type=hidden])')]"
                ".map((it) => it.closest('label') ?? it).filter((it) => it.checkVisibility())"
                ".filter((it) => it.getBoundingClientRect().height < minimum - 0.5).map((it) => it.outerHTML)",
                TOUCH_PIXELS)
            self.assertEqual(small, [])


class TestForms(SandboxTest):
    """Each form changes the data, and the next page shows it."""

    def assert_done(self, page, fired):
        page.locator(".done", has_text=fired).wait_for()

    def test_every_form_of_a_matter(self):
        with self.browser.context() as context:
            page = self.open_matter(context, self.matter())
            self.notes(page)
            self.tasks(page)
            self.money(page)
            self.people(page)
            self.documents(page)
            self.fields(page)
            self.close_and_reopen(page)
            # The browser logs the one form that was refused.
            self.assertEqual([it for it in context.problems if "400" not in it], [])
            self.assertEqual(len(context.problems), 1)

    def notes(self, page):
        notes = self.card(page, "File notes")
        notes.get_by_label("New note").fill("First thought")
        self.press(notes, "Write note")
        self.assert_done(page, "FileNoteCreated")
        self.unfold(notes, "Change")
        notes.locator("details[open]").get_by_label("Note", exact=True).fill("Second thought")
        self.press(notes, "Save: First thought")
        self.assert_done(page, "FileNoteUpdated")
        notes.get_by_text("Second thought").first.wait_for()
        self.unfold(notes, "Change")
        self.press(notes, "Delete note: Second thought")
        self.assert_done(page, "fires no notice")
        self.assertEqual(notes.get_by_text("Second thought").count(), 0)

    def tasks(self, page):
        tasks = self.card(page, "Tasks")
        self.unfold(tasks, "Add a task")
        tasks.get_by_label("Task", exact=True).fill("Ring the bank")
        self.press(tasks, "Add")
        self.assert_done(page, "TaskCreated")
        self.press(tasks, "Complete: Ring the bank")
        self.assert_done(page, "TaskUpdated")
        tasks.locator(".finished", has_text="Ring the bank").wait_for()
        self.press(tasks, "Reopen: Ring the bank")
        self.assert_done(page, "TaskUpdated")
        self.unfold(tasks, "Change")
        self.press(tasks, "Delete task: Ring the bank")
        self.assertEqual(tasks.get_by_text("Ring the bank").count(), 0)

    def money(self, page):
        time = self.card(page, "Time")
        self.unfold(time, "Enter time")
        time.locator("#time-description").fill("Call")
        time.locator("#time-hours").fill("half")
        self.press(time, "Enter")
        time.locator(".wrong", has_text="must be a number").wait_for()
        self.assertEqual(time.locator("#time-hours").input_value(), "half")
        time.locator("#time-hours").fill("1.5")
        self.press(time, "Enter")
        self.assert_done(page, "TimeEntryCreated")
        time.get_by_text("1.50 h").first.wait_for()
        costs = self.card(page, "Disbursements")
        self.unfold(costs, "Enter a disbursement")
        costs.locator("#disbursement-description").fill("Title search")
        costs.locator("#disbursement-price").fill("24.50")
        self.press(costs, "Enter")
        self.assert_done(page, "DisbursementCreated")
        costs.get_by_text("24.50").first.wait_for()

    def people(self, page):
        parties = self.card(page, "Parties")
        self.unfold(parties, "Add a new person")
        parties.locator("#person-first").fill("Ida")
        parties.locator("#person-last").fill("Bell")
        parties.locator("#person-email").fill("ida@bell.example")
        parties.locator("#person-role").select_option(label="Real Estate Agent")
        self.press(parties, "Enter and add")
        self.assert_done(page, "ParticipantCreated, ActionParticipantAdded")
        self.unfold(parties.locator("li", has_text="Bell, Ida"), "Change")
        self.press(parties, "Take off: Bell, Ida")
        self.assert_done(page, "ActionParticipantDeleted")
        self.assertEqual(parties.get_by_text("Bell, Ida").count(), 0)

    def documents(self, page):
        documents = self.card(page, "Documents")
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "Survey.pdf"
            file.write_bytes(b"%PDF-1.7 " + b"x" * 70_000)
            self.unfold(documents, "Upload a file")
            documents.get_by_label("File", exact=True).set_input_files(file)
            self.press(documents, "Upload")
            self.assert_done(page, "ActionDocumentCreated")
        row = documents.locator("li", has_text="Survey")
        row.get_by_text("70 kB").wait_for()
        self.unfold(row, "Change")
        self.press(row, "Delete document: Survey")
        self.assert_done(page, "ActionDocumentDeleted")

    def fields(self, page):
        property_card = self.card(page, "Property")
        self.unfold(property_card, "Change")
        property_card.get_by_label("Title reference").fill("77777777")
        self.press(property_card, "Save")
        self.assert_done(page, "DataCollectionRecordValueUpdated")
        property_card.get_by_text("77777777").first.wait_for()
        items = self.card(page, "Outstanding items")
        self.unfold(items, "Add")
        items.locator("#record-outstanding-item").fill("Sign the transfer")
        items.locator("#record-outstanding-form button").click()
        items.get_by_text("Sign the transfer").first.wait_for()
        self.press(items, "Tick off: Sign the transfer")
        items.locator(".finished", has_text="Sign the transfer").wait_for()

    def close_and_reopen(self, page):
        itself = self.card(page, "The matter itself")
        self.press(itself, "Close the matter")
        page.locator("h1 + .lead .tag", has_text="Closed").wait_for()
        self.press(itself, "Open it again")
        page.locator("h1 + .lead .tag", has_text="Active").wait_for()

    def test_a_matter_is_opened_found_and_deleted(self):
        with self.browser.context(width=360, script=False) as context:
            page = context.new_page()
            page.goto(self.demo.sandbox)
            page.locator("summary", has_text="Open a new matter").click()
            page.get_by_label("Name", exact=True).fill("Purchase - 4 Elm Row")
            page.get_by_label("Mail address of the client").fill("nobody@nowhere.example")
            page.get_by_role("button", name="Open it").click()
            page.locator(".wrong", has_text="Nobody here").wait_for()
            page.get_by_label("Mail address of the client").fill("kim.hunt@mailbox.example")
            page.get_by_role("button", name="Open it").click()
            page.locator("h1", has_text="Purchase - 4 Elm Row").wait_for()
            page.goto(self.demo.sandbox)
            page.get_by_role("searchbox").fill("elm row")
            page.get_by_role("button", name="Search").click()
            page.get_by_text("1–1 of 1 matters").wait_for()
            page.get_by_role("link", name="Purchase - 4 Elm Row").first.click()
            page.locator("summary", has_text="Delete the matter").click()
            page.get_by_label("I am sure").check()
            page.get_by_role("button", name="Delete: this matter").click()
            page.locator(".done", has_text="The matter was deleted").wait_for()


class TestPortalFollows(SandboxTest):
    def watch(self, context, role, matter):
        page = context.new_page()
        running.sign_in(page, self.demo, role)
        page.goto(f"{self.demo.portal}/matters/{matter['id']}")
        page.wait_for_function("navigator.locks.query().then((it) => it.held.length > 0)")
        page.evaluate("window.sameDocument = true")
        return page

    def test_step_note_party_document_and_task_appear_without_a_reload(self):
        with self.browser.context() as portal, self.browser.context() as sandbox_context:
            matter = self.matter()
            page, sandbox = self.watch(portal, "staff", matter), self.open_matter(sandbox_context, matter)
            next_step = sandbox.get_by_role("button", name="Next step: ")
            name = next_step.inner_text().removeprefix("Next step: ")
            next_step.click()
            page.locator('[aria-current="step"] .step-label', has_text=name).wait_for()
            notes = self.card(sandbox, "File notes")
            notes.get_by_label("New note").fill("The keys are here")
            notes.get_by_role("button", name="Write note").click()
            page.get_by_text("The keys are here").first.wait_for()
            parties = self.card(sandbox, "Parties")
            self.unfold(parties, "Add a new person")
            parties.locator("#person-first").fill("Odd")
            parties.locator("#person-last").fill("Fellow")
            parties.locator("#person-role").select_option(label="Client")
            parties.get_by_role("button", name="Enter and add").click()
            page.locator('[data-live="parties"]', has_text="Fellow").wait_for()
            documents = self.card(sandbox, "Documents")
            self.unfold(documents, "Enter a document")
            documents.locator("#document-name").fill("Transfer, signed")
            documents.get_by_label("Make up a PDF for it").check()
            documents.get_by_role("button", name="Enter", exact=True).click()
            page.locator('[data-live="documents"]', has_text="Transfer, signed").wait_for()
            tasks = self.card(sandbox, "Tasks")
            self.unfold(tasks, "Add a task")
            tasks.locator("#task-name").fill("Hand over the keys")
            tasks.get_by_role("button", name="Add", exact=True).click()
            page.locator('[data-live="work"]', has_text="Hand over the keys").wait_for()
            self.assertTrue(page.evaluate("window.sameDocument"), "the page was loaded again")
            self.assertEqual(portal.problems + sandbox_context.problems, [])

    def test_after_a_rush_the_portal_and_the_sandbox_agree(self):
        with self.browser.context() as context:
            page = context.new_page()
            page.goto(self.demo.sandbox)
            self.assertIn("Off", page.locator("#played").inner_text())
            page.get_by_role("button", name="Rush").click()
            page.locator("#played", has_text=re.compile(r"Playing.* [1-9]\d\d changes")).wait_for(timeout=120_000)
            page.get_by_role("button", name="Stop").click()
            page.locator("#played", has_text="Stopped").wait_for()
            self.demo.settle()
            self.assertEqual(self.demo.verify()["drift"], [])
            self.assertEqual(context.problems, [])


class TestAccessibility(SandboxTest):
    def test_every_page_is_accessible_in_every_width_and_theme(self):
        for width, theme in itertools.product(WIDTHS, THEMES):
            with self.browser.context(width, theme) as context:
                page = context.new_page()
                page.goto(self.demo.sandbox)
                self.check_page(page, f"sandbox-front-{width}-{theme}")
                page.locator("summary", has_text="21 hooks").click()
                hook = page.locator("#hooks a").first.get_attribute("href")
                page.goto(self.demo.sandbox + hook)
                self.check_page(page, f"sandbox-hook-{width}-{theme}")
                page.goto(f"{self.demo.sandbox}/matters/{self.matter()['source']['id']}")
                self.unfold(self.card(page, "Parties"), "Add a new person")
                self.unfold(self.card(page, "File notes"), "Change")
                self.check_page(page, f"sandbox-matter-{width}-{theme}")
                self.assertEqual(context.problems, [])

    def test_the_keyboard_alone_moves_the_step(self):
        with self.browser.context() as context:
            page = self.open_matter(context, self.matter())
            before = page.locator("h1 + .lead strong").inner_text()
            page.locator("#next-step-form button").focus()
            self.assertNotEqual(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"), "none")
            page.keyboard.press("Enter")
            page.locator(".done").wait_for()
            self.assertNotEqual(page.locator("h1 + .lead strong").inner_text(), before)

    def test_the_list_of_hooks_stays_unfolded_when_it_updates(self):
        with self.browser.context() as context:
            page = context.new_page()
            page.goto(self.demo.sandbox)
            page.locator("summary", has_text="21 hooks").click()
            summary = page.locator("#hooks summary .quiet")
            before = summary.inner_text()
            self.demo.move_step(self.matter()["source"]["id"])
            summary.filter(has_not_text=before).wait_for()
            self.assertTrue(page.locator("#hooks details").first.evaluate("(it) => it.open"))
            self.assertEqual(page.evaluate("document.activeElement.tagName"), "SUMMARY")


class TestLawVu(SandboxTest):
    def assert_done(self, page, fired):
        page.locator(".done", has_text=fired).wait_for()

    def test_a_matter_and_a_contract_are_worked_on(self):
        with self.browser.context() as context:
            page = context.new_page()
            page.goto(self.demo.sandbox)
            page.get_by_role("link", name="LawVu", exact=True).click()
            page.locator("summary", has_text="Open a new matter").click()
            page.get_by_label("Name", exact=True).fill("Lease - Shop 9")
            page.get_by_role("button", name="Open it").click()
            page.locator("h1", has_text="Lease - Shop 9").wait_for()
            self.matter_work(page)
            page.get_by_role("link", name="← All matters").click()
            page.get_by_role("link", name="Contracts", exact=True).click()
            page.locator("a.matter").first.click()
            self.contract_work(page)
            self.assertEqual(context.problems, [])

    def matter_work(self, page):
        self.card(page, "State").get_by_label("State", exact=True).select_option(label="OnHold")
        self.press(self.card(page, "State"), "Change")
        self.assert_done(page, "matter.status.updated, matter.updated within two minutes")
        messages = self.card(page, "Status messages")
        messages.get_by_label("New message").fill("Waiting for the landlord")
        self.press(messages, "Write")
        messages.get_by_text("Waiting for the landlord").first.wait_for()
        self.card(page, "Tags").get_by_label("New tag").fill("retail")
        self.press(self.card(page, "Tags"), "Add")
        self.press(self.card(page, "Tags"), "Remove: retail")
        self.assert_done(page, "fires matter.updated")
        fields = self.card(page, "Fields")
        fields.get_by_label("Budget").fill("1250.50")
        fields.get_by_label("Jurisdictions: Victoria").check()
        self.press(fields, "Save")
        self.assertEqual(fields.get_by_label("Budget").input_value(), "1250.50")
        self.assertTrue(fields.get_by_label("Jurisdictions: Victoria").is_checked())
        files = self.card(page, "Files")
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "Plan.pdf"
            file.write_bytes(b"%PDF-1.7 " + b"x" * 70_000)
            self.unfold(files, "Add a file")
            files.get_by_label("File", exact=True).first.set_input_files(file)
            self.press(files, "Upload")
            self.assert_done(page, "matter.file.created")
        files.get_by_text("version 1 · 71 kB").wait_for()

    def contract_work(self, page):
        self.card(page, "Stage").get_by_label("Stage", exact=True).select_option(label="Signing")
        self.press(self.card(page, "Stage"), "Change")
        self.card(page, "Terms").get_by_label("Expires").fill("2031-01-31")
        self.press(self.card(page, "Terms"), "Save")
        self.assert_done(page, "contract.updated within two minutes")
        dates = self.card(page, "Key dates")
        self.unfold(dates, "Add a key date")
        dates.locator("#key-date-name").fill("Renewal")
        dates.locator("#key-date-date").fill("2031-03-01")
        self.press(dates, "Add")
        self.assert_done(page, "contract.keydate.created")

    def test_every_page_is_accessible_in_every_width_and_theme(self):
        for width, theme in itertools.product(WIDTHS, THEMES):
            with self.browser.context(width, theme) as context:
                page = context.new_page()
                page.goto(self.demo.sandbox + "/lawvu")
                self.check_page(page, f"lawvu-front-{width}-{theme}")
                page.goto(self.demo.sandbox + "/lawvu/matters/96001")
                self.check_page(page, f"lawvu-matter-{width}-{theme}")
                page.goto(self.demo.sandbox + "/lawvu/contracts/53001")
                self.unfold(self.card(page, "Key dates"), "Move")
                self.check_page(page, f"lawvu-contract-{width}-{theme}")
                page.goto(self.demo.sandbox + "/lawvu/authorize?response_type=code&client_id=sandbox-client"
                          "&redirect_uri=http%3A%2F%2F127.0.0.1%3A8000%2Fback")
                self.check_page(page, f"lawvu-consent-{width}-{theme}")
                self.assertEqual(context.problems, [])


if __name__ == "__main__":
    unittest.main()
