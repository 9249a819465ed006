"""Each of the practice system's 21 events, from its cause to the portal: one notice, the read model, the stream."""

import unittest

import pair


class World:
    """One matter, and the rows that the causes below create and change one after another."""

    def __init__(self, running):
        self.running = running
        matter = running.matters()[0]
        self.action, self.id = str(matter["source"]["id"]), matter["id"]

    def make(self, resource, values, links=None):
        made = self.running.rest("POST", resource, {resource: {**values, "links": {"action": self.action, **(links or {})}}})
        return str(made[resource]["id"])

    def put(self, resource, ident, values):
        self.running.rest("PUT", f"{resource}/{ident}", {resource: values})

    def delete(self, resource, ident):
        self.running.rest("DELETE", f"{resource}/{ident}")

    def shown(self):
        return self.running.portal_api(f"matters/{self.id}").json

    def has(self, part, text):
        return lambda: any(text in row.values() for row in self.shown()[part])

    def lacks(self, part, text):
        return lambda: not self.has(part, text)()

    def has_value(self, text):
        """As a field, or as a part of an outstanding item."""
        return lambda: any(
            text in (row.get("value"), row.get("due_date"), row.get("title"))
            for part in ("fields", "items") for row in self.shown()[part])

    def record(self):
        values = self.running.rows("datacollectionrecordvalues", f"action={self.action}&pageSize=200")
        return next(value for value in values if value["stringValue"])

    # Each cause returns a function that tells whether the portal shows it.

    def ActionCreated(self):
        made = self.running.rest("POST", "actioncreate", {"actioncreate": {
            "actionName": "New matter", "links": {"actionType": self.running.rows("actiontypes")[0]["id"]}}})
        self.new = str(made["actioncreate"]["id"])
        return lambda: self.new in [str(matter["source"]["id"]) for matter in self.running.matters()]

    def ActionUpdated(self):
        self.put("actions", self.action, {"name": "A new name"})
        return lambda: self.shown()["name"] == "A new name"

    def StepChanged(self):
        moves = self.running.rest("GET", f"actionchangestep/{self.action}")["actionchangestep"]
        move = (moves if isinstance(moves, list) else [moves])[0]["links"]
        before = self.shown()["step"]
        self.running.rest("POST", "actionchangestep", {"actionchangestep": {
            "links": {"action": self.action, "step": move["step"], "node": move["node"]}}})
        return lambda: self.shown()["step"] != before

    def ActionDocumentCreated(self):
        self.document = self.make("actiondocuments", {"name": "Plan"})
        return self.has("documents", "Plan")

    def ActionDocumentUpdated(self):
        self.put("actiondocuments", self.document, {"name": "Plan, signed"})
        return self.has("documents", "Plan, signed")

    def ActionDocumentDeleted(self):
        self.delete("actiondocuments", self.document)
        return self.lacks("documents", "Plan, signed")

    def ParticipantCreated(self):
        made = self.running.rest("POST", "participants", {"participants": {"firstName": "Zora", "lastName": "Quill"}})
        self.person = str(made["participants"]["id"])
        # A person without a role on a matter is not shown.
        return self.lacks("parties", "Quill, Zora")

    def ActionParticipantAdded(self):
        role = self.running.rows("participanttypes", "pageSize=200")[0]["id"]
        made = self.running.rest("POST", "actionparticipants", {"actionparticipants": {"links": {
            "action": self.action, "participantType": role, "participant": self.person}}})
        self.party = made["actionparticipants"]["id"]
        return self.has("parties", "Quill, Zora")

    def ParticipantUpdated(self):
        self.put("participants", self.person, {"lastName": "Quillon"})
        return self.has("parties", "Quillon, Zora")

    def ActionParticipantDeleted(self):
        self.delete("actionparticipants", self.party)
        return self.lacks("parties", "Quillon, Zora")

    def FileNoteCreated(self):
        self.note = self.make("filenotes", {"text": "A note"})
        return self.has("notes", "A note")

    def FileNoteUpdated(self):
        self.put("filenotes", self.note, {"text": "A better note"})
        return self.has("notes", "A better note")

    def DataCollectionRecordValueUpdated(self):
        self.put("datacollectionrecordvalues", self.record()["id"], {"stringValue": "2031-02-03"})
        return self.has_value("2031-02-03")

    def DataCollectionRecordUpdated(self):
        self.put("datacollectionrecordvalues", self.record()["id"], {"stringValue": "2031-02-04"})
        return self.has_value("2031-02-04")

    def DataCollectionRecordDeleted(self):
        self.delete("datacollectionrecords", self.record()["links"]["dataCollectionRecord"])
        return lambda: not self.has_value("2031-02-04")()

    def TaskCreated(self):
        self.task = self.make("tasks", {"name": "Order searches"})
        return self.has("tasks", "Order searches")

    def TaskUpdated(self):
        self.put("tasks", self.task, {"name": "Order all searches"})
        return self.has("tasks", "Order all searches")

    def TimeEntryCreated(self):
        self.time = self.make("timeentries", {"description": "Call", "actualHours": 0.5})
        return self.has("time_entries", "Call")

    def TimeEntryUpdated(self):
        self.put("timeentries", self.time, {"description": "Long call"})
        return self.has("time_entries", "Long call")

    def DisbursementCreated(self):
        self.cost = self.make("disbursements", {"description": "Search", "quantity": 1, "unitPrice": 24.5})
        return self.has("disbursements", "Search")

    def DisbursementUpdated(self):
        self.put("disbursements", self.cost, {"description": "Title search"})
        return self.has("disbursements", "Title search")


# In an order in which each finds what it changes, with the kind of change on the stream, or None for no change.
EVENTS = [
    ("ActionCreated", "matter"), ("ActionUpdated", "matter"), ("StepChanged", "step"),
    ("ActionDocumentCreated", "document"), ("ActionDocumentUpdated", "document"), ("ActionDocumentDeleted", "document"),
    ("ParticipantCreated", None), ("ActionParticipantAdded", "party"), ("ParticipantUpdated", "party"),
    ("ActionParticipantDeleted", "party"), ("FileNoteCreated", "note"), ("FileNoteUpdated", "note"),
    ("DataCollectionRecordValueUpdated", "field"), ("DataCollectionRecordUpdated", "field"),
    ("DataCollectionRecordDeleted", "field"), ("TaskCreated", "item"), ("TaskUpdated", "item"),
    ("TimeEntryCreated", "disbursement"), ("TimeEntryUpdated", "disbursement"),
    ("DisbursementCreated", "disbursement"), ("DisbursementUpdated", "disbursement"),
]


class TestEvents(unittest.TestCase):
    def test_each_event_is_received_once_and_shown(self):
        running = pair.Pair(matters=6)
        self.addCleanup(running.close)
        self.assertEqual(
            sorted(name for name, _ in EVENTS),
            sorted(hook["eventName"] for hook in running.rows("resthooks", "pageSize=200")))
        world = World(running)
        stream = pair.Stream(running.url, running.staff)
        self.addCleanup(stream.close)
        for event, kind in EVENTS:
            with self.subTest(event):
                before = self.received(running, event)
                is_shown = getattr(world, event)()
                if kind:
                    stream.next(lambda change: change["event"] == "change" and (
                        kind in change["data"]["kinds"] or kind == "field" and "item" in change["data"]["kinds"]))
                pair.until(f"{event} to be shown", is_shown, 20)
                running.settle()
                self.assertEqual(self.received(running, event), before + 1)
        self.assertEqual(running.verify()["drift"], [])

    @staticmethod
    def received(running, event):
        """The number of processed notices of this event in the portal's inbox."""
        ((count,),) = running.engine.rows(f"SELECT count(*) FROM inbox WHERE event = '{event}' AND state = 1")
        return count


if __name__ == "__main__":
    unittest.main()
