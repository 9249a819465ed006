"""Every kind of change in the sandbox's API leads to the right change of the read model."""

import unittest

import pair


class TestChanges(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.running = pair.Pair(matters=12)

    @classmethod
    def tearDownClass(cls):
        cls.running.close()

    def setUp(self):
        matter = self.running.matters()[0]
        self.action, self.matter = matter["source"]["id"], matter["id"]
        self.head = self.running.portal_api("changes").json["next"]
        while True:
            page = self.running.portal_api(f"changes?after={self.head}").json
            self.head = page["next"]
            if not page["more"]:
                break

    def shown(self):
        return self.running.portal_api(f"matters/{self.matter}").json

    def changes(self):
        return [
            (change["kind"], change["fact"], change["old"], change["new"])
            for change in self.running.portal_api(f"changes?after={self.head}").json["changes"]
            if change["matter"] == self.matter
        ]

    def expect(self, kind, fact, old, new):
        """Waits until the change is in the log."""
        wanted = (kind, fact, old, new)
        pair.until(f"{wanted} in {self.changes()}", lambda: wanted in self.changes(), 20)

    def rest(self, *arguments):
        return self.running.rest(*arguments)

    def value(self, field):
        rows = self.running.rows("datacollectionrecordvalues", f"action={self.action}&pageSize=200")
        return next(row for row in rows if row["id"].split("--")[1] == field)

    def test_a_step_move(self):
        stream = pair.Stream(self.running.url, self.running.staff)
        self.addCleanup(stream.close)
        before = self.shown()["step"]
        possible = self.rest("GET", f"actionchangestep/{self.action}")
        moves = possible["actionchangestep"]
        move = (moves if isinstance(moves, list) else [moves])[0]["links"]
        self.rest("POST", "actionchangestep", {"actionchangestep": {
            "links": {"action": str(self.action), "step": move["step"], "node": move["node"]}}})
        step = next(step for step in possible["linked"]["steps"] if str(step["id"]) == str(move["step"]))
        self.expect("step", "step", before, step["stepName"])
        self.assertEqual(self.shown()["step"], step["stepName"])
        event = stream.next(lambda event: "step" in event["data"].get("kinds", []))
        self.assertEqual(event["data"]["matter"], self.matter)
        current = [step for step in self.shown()["timeline"] if step["state"] == "current"]
        self.assertEqual([step["label"] for step in current], [step["stepName"]])
        self.assertIsNotNone(current[0]["entered_at"])

    def test_a_name(self):
        old = self.shown()["name"]
        self.rest("PUT", f"actions/{self.action}", {"actions": {"name": "1 Renamed Street"}})
        self.expect("matter", "name", old, "1 Renamed Street")
        self.rest("PUT", f"actions/{self.action}", {"actions": {"name": old}})
        self.expect("matter", "name", "1 Renamed Street", old)

    def test_a_status(self):
        self.rest("PUT", f"actions/{self.action}", {"actions": {"status": "Closed"}})
        self.expect("matter", "status", "Active", "Closed")
        self.assertEqual(self.shown()["status"], "done")
        self.rest("PUT", f"actions/{self.action}", {"actions": {"status": "Active"}})
        self.expect("matter", "status", "Closed", "Active")

    def test_a_note_written_and_edited(self):
        made = self.rest(
            "POST", "filenotes", {"filenotes": {"text": "PORTAL: Hello", "links": {"action": self.action}}})
        self.expect("note", "added", None, "PORTAL: Hello")
        note = made["filenotes"]["id"]
        self.rest("PUT", f"filenotes/{note}", {"filenotes": {"text": "PORTAL: Hello again"}})
        self.expect("note", "text", "PORTAL: Hello", "PORTAL: Hello again")

    def test_a_party_added_renamed_and_removed(self):
        person = self.rest("POST", "participants", {"participants": {
            "firstName": "Zora", "lastName": "Quill", "email": "zora@quill.example", "isCompany": "F"}})
        person = str(person["participants"]["id"])
        role = next(row for row in self.running.rows("participanttypes", "pageSize=200") if "Broker" in row["displayName"])
        self.rest("POST", "actionparticipants", {"actionparticipants": {"links": {
            "action": self.action, "participantType": role["id"], "participant": person}}})
        pair.until("the party", lambda: any(c[:2] == ("party", "added") for c in self.changes()), 20)
        self.expect("access", "granted", None, "named")
        token = self.running.run("token", "--email", "zora@quill.example")
        self.assertEqual(self.running.portal_api(f"matters/{self.matter}", token).status, 200)
        self.rest("PUT", f"participants/{person}", {"participants": {"lastName": "Quillon"}})
        pair.until(
            "the new name", lambda: any(c[:2] == ("party", "name") and "Quillon" in c[3] for c in self.changes()), 20)
        self.rest("DELETE", f"actionparticipants/{self.action}--{role['id']}--{person}")
        pair.until("the removal", lambda: any(c[:2] == ("party", "removed") for c in self.changes()), 20)
        self.assertEqual(self.running.portal_api(f"matters/{self.matter}", token).status, 404)

    def test_a_document_added_renamed_and_deleted(self):
        made = self.rest("POST", "actiondocuments", {"actiondocuments": {
            "name": "Signed transfer", "fileType": "application/pdf", "fileSize": 1000, "fileName": "signed.pdf",
            "links": {"action": self.action}}})
        self.expect("document", "added", None, "Signed transfer")
        document = made["actiondocuments"]["id"]
        self.rest("PUT", f"actiondocuments/{document}", {"actiondocuments": {"name": "Signed transfer (final)"}})
        self.expect("document", "name", "Signed transfer", "Signed transfer (final)")
        self.rest("DELETE", f"actiondocuments/{document}")
        self.expect("document", "removed", "Signed transfer (final)", None)

    def test_a_data_value(self):
        value = self.value("smtdateonly")
        new = "2031-02-03"
        self.rest("PUT", f"datacollectionrecordvalues/{value['id']}", {"datacollectionrecordvalues": {
            "stringValue": new, "links": value["links"]}})
        self.expect("field", "smtdateonly", value["stringValue"], new)
        self.assertEqual(self.shown()["settlement_date"], new)

    def test_an_outstanding_item_done(self):
        value = self.value("done")
        new = "F" if value["stringValue"] == "T" else "T"
        self.rest("PUT", f"datacollectionrecordvalues/{value['id']}", {"datacollectionrecordvalues": {
            "stringValue": new, "links": value["links"]}})
        self.expect("item", "done", value["stringValue"], new)

    def named(self, key, identifier):
        return next((row for row in self.shown()[key] if row["id"] == str(identifier)), None)

    def test_a_task_made_and_completed(self):
        made = self.rest("POST", "tasks", {"tasks": {"name": "Order searches", "links": {"action": self.action}}})
        task = made["tasks"]["id"]
        self.expect("item", "added", None, "Order searches")
        self.rest("PUT", f"tasks/{task}", {"tasks": {"status": "Complete"}})
        self.expect("item", "status", "Incomplete", "Complete")
        self.assertTrue(self.named("tasks", task)["done"])

    def test_time_and_money_are_exact(self):
        time = self.rest("POST", "timeentries", {"timeentries": {
            "description": "Call the lender", "actualHours": 0.1, "links": {"action": self.action}}})
        self.expect("disbursement", "added", None, "Call the lender")
        self.assertEqual(self.named("time_entries", time["timeentries"]["id"])["hours"], "0.1")
        cost = self.rest("POST", "disbursements", {"disbursements": {
            "description": "Title search", "quantity": 3, "unitPrice": 24.1, "links": {"action": self.action}}})
        self.expect("disbursement", "added", None, "Title search")
        cost = cost["disbursements"]["id"]
        self.assertEqual(self.named("disbursements", cost)["amount"], "72.30")
        self.rest("PUT", f"disbursements/{cost}", {"disbursements": {"unitPrice": 25}})
        self.expect("disbursement", "unit_price", "24.10", "25.00")

    def test_a_deletion_without_a_notice_is_found_at_the_next_notice_of_its_kind(self):
        made = self.rest("POST", "tasks", {"tasks": {"name": "A mistake", "links": {"action": self.action}}})
        self.expect("item", "added", None, "A mistake")
        self.rest("DELETE", f"tasks/{made['tasks']['id']}")
        self.rest("POST", "tasks", {"tasks": {"name": "The right thing", "links": {"action": self.action}}})
        self.expect("item", "removed", "A mistake", None)

    def test_a_relation_is_shown_at_both_ends(self):
        other = self.running.matters()[1]
        self.rest("PUT", f"actions/{self.action}", {"actions": {"links": {"relatedActions": [other["source"]["id"]]}}})
        pair.until("the relation", lambda: other["id"] in [row["id"] for row in self.shown()["related"]], 20)
        pair.until("the other end", lambda: self.matter in [
            row["id"] for row in self.running.portal_api(f"matters/{other['id']}").json["related"]], 20)

    def test_the_read_model_agrees_with_the_practice_system(self):
        self.assertEqual(self.running.verify()["drift"], [])


if __name__ == "__main__":
    unittest.main()
