import HTTPTypes
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

/// Resource by resource.
extension Quirk {
    static let matters = [
        Quirk(
            "ids are numbers at the root and texts in links", "actions/70001",
            holds: [
                "actions.id": 70_001, "actions.links.actionType": "33", "actions.links.step": "33--7",
                "actions.links.assignedTo": "12", "actions.links.division": "1", "actions.links.billSettings": "70001",
                "actions.links.primaryParticipants": ["100002"], "actions.links.relatedActions": ["70004"],
                "actions.isDeleted": "F", "actions.isBillableOverride": nil, "actions.priority": 0,
                "actions.amlReviewStatus": "None", "actions.createdTimestamp": "2026-04-01",
            ]),
        Quirk("no relation is null", "actions/70002", holds: ["actions.links.relatedActions": nil]),
        Quirk(
            "the step is not written here", .put, "actions/70001",
            #"{"actions": {"reference": "N1", "links": {"step": "33--1"}}}"#,
            holds: ["actions.reference": "N1", "actions.links.step": "33--7"]),
        Quirk("a status is one of four", .put, "actions/70001", #"{"actions": {"status": "Open"}}"#, status: 400),
        Quirk(
            "flags are letters both ways", .put, "actions/70001", #"{"actions": {"isBillableOverride": "T"}}"#,
            holds: ["actions.isBillableOverride": "T"]),
        Quirk(
            "flags are no booleans", .put, "actions/70001", #"{"actions": {"isBillableOverride": true}}"#, status: 400),
        Quirk(
            "a matter is opened elsewhere", .post, "actioncreate",
            #"{"actioncreate": {"actionName": "New", "links": {"actionType": "33"}}}"#, status: 201,
            holds: ["actioncreate.actionName": "New", "actioncreate.id": 70_006]),
        Quirk(
            "or under the number of its kind", .post, "actioncreate/34", #"{"actioncreate": {"actionName": "New"}}"#,
            status: 201, holds: ["actioncreate.id": 70_006]),
        Quirk(
            "of a kind that exists", .post, "actioncreate/99", #"{"actioncreate": {"actionName": "x"}}"#, status: 400),
        Quirk("with a name", .post, "actioncreate/33", #"{"actioncreate": {"fileReference": "x"}}"#, status: 400),
        Quirk(
            "kinds of matter", "actiontypes/33",
            holds: [
                "actiontypes.id": 33, "actiontypes.isDisabled": "F", "actiontypes.logoFilename": nil,
                "actiontypes.links.primaryParticipantType": "27",
            ]),
        Quirk(
            "roles of a kind of matter", "actiontypeparticipanttypes/33--27",
            holds: [
                "actiontypeparticipanttypes.id": "33--27", "actiontypeparticipanttypes.required": "T",
                "actiontypeparticipanttypes.actionType": 33, "actiontypeparticipanttypes.links.participantType": "27",
            ]),
        Quirk("divisions", "divisions", holds: ["divisions.id": 1]),
    ]

    static let workflow = [
        Quirk("steps are named by kind and number", "steps/33--1", holds: ["steps.stepNumber": "1"]),
        Quirk(
            "nodes number them", "nodes?actionType=33&stepNumber=4",
            holds: ["nodes.stepNumber": 4, "nodes.links.parent": "903", "nodes.isActive": "T"]),
        Quirk(
            "possible moves say what they ask for", "actionchangestep/70001",
            holds: [
                "actionchangestep.0.links.step": "33--1", "actionchangestep.0.links.node": "901",
                "actionchangestep.6.links.step": "33--8", "actionchangestep.6.links.stepTasks": [23],
                "actionchangestep.6.links.stepDataFields": ["82"], "actionchangestep.6.links.mustCompleteTasks": [],
                "linked.steptasks.2.name": "Book the settlement",
                "linked.stepdatafields.0.links.dataCollection": "data_collection_id",
            ]),
        Quirk(
            "a move gives the tasks of its step", .post, "actionchangestep",
            #"{"actionchangestep": {"status": "Inactive", "assignedToParticipant": 14, "links": {"action": 70001, "step": "33--8", "node": 908, "stepTasks": [23]}}}"#
        ),
        Quirk(
            "and none of another step", .post, "actionchangestep",
            #"{"actionchangestep": {"links": {"action": 70001, "step": "33--8", "node": 908, "stepTasks": [21]}}}"#,
            status: 400),
        Quirk("moves have no list of their own", "actionchangestep", status: 400),
    ]

    static let people = [
        Quirk(
            "a person has a whole set of fields", "participants/100002",
            holds: [
                "participants.displayName": "Hunt, Kim", "participants.isCompany": "F",
                "participants.phone1Country": 61,
                "participants.phone2Number": nil, "participants.isDeceased": "F",
                "participants.links.physicalCountry": "AU", "participants.links.mailingCountry": nil,
            ]),
        Quirk(
            "a person in a matter is matter, role, person", "actionparticipants/70001--27--100002",
            holds: [
                "actionparticipants.links.action": "70001", "actionparticipants.links.participantType": "27",
                "actionparticipants.links.participant": "100002", "actionparticipants.participantNumber": 1,
            ]),
        Quirk(
            "nobody has a role twice", .post, "actionparticipants",
            #"{"actionparticipants": {"links": {"action": 70001, "participantType": 27, "participant": 100002}}}"#,
            status: 400),
        Quirk(
            "roles have two names", "participanttypes?name=Mortgage_Manager",
            holds: ["participanttypes.displayName": "Mortgage Manager", "participanttypes.companyFlag": nil]),
        Quirk(
            "standing roles", "participantdefaulttypes?participant=2001",
            holds: ["participantdefaulttypes.id": "2001--60"]),
        Quirk(
            "the user of the token", "users/current?include=participant",
            holds: ["users.isCurrent": "T", "users.links.participant": "11", "linked.participants.0.lastName": "Ng"]),
        Quirk("and the others", "users?isCurrent=F", holds: ["meta.paging.users.recordCount": 3]),
    ]

    static let files = [
        Quirk(
            "a document without a file is a placeholder", .post, "actiondocuments",
            #"{"actiondocuments": {"name": "To come", "links": {"action": 70001}}}"#, status: 201,
            holds: [
                "actiondocuments.fileSize": 0, "actiondocuments.isDeleted": "F",
                "actiondocuments.links.folder": nil, "actiondocuments.links.createdBy": "11",
            ]),
        Quirk(
            "its folder lies in its matter", .put, "actiondocuments/6",
            #"{"actiondocuments": {"links": {"folder": 8}}}"#, status: 400),
        Quirk(
            "its tags exist", .put, "actiondocuments/6", #"{"actiondocuments": {"links": {"tags": [99]}}}"#, status: 400
        ),
        Quirk(
            "its tags are taken away", .put, "actiondocuments/7", #"{"actiondocuments": {"links": {"tags": []}}}"#,
            holds: ["actiondocuments.links.tags": nil]),
        Quirk("found by tag", "actiondocuments?action=70001&tags=2", holds: ["actiondocuments.id": 7]),
        Quirk("with its tags", "actiondocuments/7?include=tags", holds: ["linked.tags.0.name": "Signed"]),
        Quirk(
            "folders of the whole firm without a filter", "actionfolders",
            holds: ["meta.paging.actionfolders.recordCount": 12, "actionfolders.1.links.parentFolder": "4"]),
        Quirk(
            "a folder is not inside itself", .put, "actionfolders/4",
            #"{"actionfolders": {"links": {"parentFolder": 5}}}"#, status: 400),
        Quirk(
            "notes have no time of change", "filenotes/10",
            holds: ["filenotes.source": "User", "filenotes.enteredBy": "Ng, Ana", "filenotes.links.participant": "11"],
            lacks: ["filenotes.modifiedTimestamp"]),
        Quirk(
            "notes of the system are left out", "filenotes?action=70001&source_nteq=System&text_ilike=*step%20changed*",
            status: 204),
        Quirk(
            "notes are tagged too", .put, "filenotes/10", #"{"filenotes": {"links": {"tags": ["1"]}}}"#,
            holds: ["filenotes.links.tags": ["1"]]),
    ]

    static let fields = [
        Quirk(
            "collections", "datacollections?name=keydates&actionType=33",
            holds: ["datacollections.multipleRecords": "F", "datacollections.links.actionType": "33"]),
        Quirk(
            "fields are named by collection and name", "datacollectionfields/148--smtdateonly",
            holds: ["datacollectionfields.dataType": "DateNM", "datacollectionfields.links.dataCollection": "148"]),
        Quirk(
            "choices are named by field and choice", "datacollectionfielddropdownchoices/149--state--QLD",
            holds: [
                "datacollectionfielddropdownchoices.value": "QLD", "datacollectionfielddropdownchoices.isDefault": "T",
                "datacollectionfielddropdownchoices.links.dataCollectionField": "149--state",
            ]),
        Quirk("a matter may have no record", "datacollectionrecords?dataCollection=148&action=99999", status: 204),
        Quirk(
            "values are texts, under names of their own", "datacollectionrecordvalues/148--smtdateonly--20",
            holds: [
                "datacollectionrecordvalues.stringValue": "2026-05-18",
                "datacollectionrecordvalues.last_modified_by_user_id": 11,
                "datacollectionrecordvalues.links.dataCollectionRecord": "20",
            ]),
        Quirk(
            "values are of known fields only", .put, "datacollectionrecordvalues/148--nothing--20",
            #"{"datacollectionrecordvalues": {"stringValue": "x"}}"#, status: 404),
    ]

    static let work = [
        Quirk(
            "a task", "tasks/8",
            holds: [
                "tasks.status": "Incomplete", "tasks.priority": "High", "tasks.completedTimestamp": nil,
                "tasks.hasTriggerDate": "F", "tasks.links.assignee": "12", "tasks.links.rate": nil,
            ]),
        Quirk("a task has one of four states", .put, "tasks/8", #"{"tasks": {"status": "Done"}}"#, status: 400),
        Quirk(
            "a task stays in its matter", .put, "tasks/8", #"{"tasks": {"links": {"action": 70002}}}"#,
            holds: ["tasks.links.action": "70001"]),
        Quirk(
            "times may be written with a short zone", .post, "timeentries",
            #"{"timeentries": {"timestampDate": "2024-07-01 00:00:00+13", "actualHours": "1.5", "links": {"action": 70001, "task": 8}}}"#,
            status: 201,
            holds: [
                "timeentries.timestampDate": "2024-06-30T21:00:00+10:00", "timeentries.actualHours": 1.5,
                "timeentries.billableAmount": nil, "timeentries.timerStatus": "Stopped",
                "timeentries.links.task": "8",
            ]),
        Quirk(
            "time is spent on a task of its matter", .post, "timeentries",
            #"{"timeentries": {"links": {"action": 70002, "task": 8}}}"#, status: 400),
        Quirk(
            "hours are numbers", .post, "timeentries",
            #"{"timeentries": {"actualHours": "long", "links": {"action": 70001}}}"#, status: 400),
        Quirk(
            "sorted is not filtered", "tasks?sort=-nope", status: 400,
            holds: ["errors.detail": "tasks cannot be sorted by nope"]),
        Quirk(
            "a row is for the address it names", .put, "tasks/8", #"{"tasks": {"id": 9, "name": "Other"}}"#, status: 400
        ),
        Quirk(
            "and is welcome with the right one", .put, "tasks/8", #"{"tasks": {"id": "8", "name": "Mine"}}"#,
            holds: ["tasks.id": 8, "tasks.name": "Mine"]),
        Quirk(
            "no more hours than a day has", .post, "timeentries",
            #"{"timeentries": {"billableHours": 99999, "links": {"action": 70001}}}"#, status: 400),
        Quirk(
            "and none below nothing", .post, "timeentries",
            #"{"timeentries": {"actualHours": -1, "links": {"action": 70001}}}"#, status: 400),
        Quirk(
            "a whole day is possible", .post, "timeentries",
            #"{"timeentries": {"actualHours": 24, "links": {"action": 70001}}}"#, status: 201),
        Quirk(
            "a task may take weeks", .put, "tasks/8", #"{"tasks": {"actualHours": 60}}"#,
            holds: ["tasks.actualHours": 60.0]),
        Quirk(
            "a price is paid, not received", .post, "disbursements",
            #"{"disbursements": {"unitPrice": -1, "links": {"action": 70001}}}"#, status: 400),
        Quirk(
            "disbursements have a day", .post, "disbursements",
            #"{"disbursements": {"unitPrice": 24.50, "date": "2026-05-02", "links": {"action": 70001}}}"#, status: 201,
            holds: [
                "disbursements.date": "2026-05-02", "disbursements.quantity": 1.0, "disbursements.unitPrice": 24.5,
                "disbursements.isAnticipated": "F", "disbursements.enteredTimestamp": "2026-05-04T09:30:00+10:00",
            ]),
        Quirk(
            "a day that exists", .post, "disbursements",
            #"{"disbursements": {"date": "2026-02-30", "links": {"action": 70001}}}"#, status: 400),
        Quirk("work has a matter", .post, "disbursements", #"{"disbursements": {"unitPrice": 1}}"#, status: 400),
    ]

    static let hooks = [
        Quirk("no hooks are no body", "resthooks", status: 204),
        Quirk(
            "a hook, with both names of its last trigger", .post, "resthooks",
            #"{"resthooks": [{"eventName": "StepChanged", "targetUrl": "http://127.0.0.1:1/in"}]}"#, status: 201,
            holds: [
                "resthooks.id": "1", "resthooks.status": "Active", "resthooks.triggeredCount": 0,
                "resthooks.lastTriggered": "", "resthooks.triggeredLastTimestamp": nil,
            ]),
        Quirk("a hook has a target", .post, "resthooks", #"{"resthooks": {"eventName": "StepChanged"}}"#, status: 400),
        Quirk(
            "a hook has an event", .post, "resthooks", #"{"resthooks": {"targetUrl": "http://x.example/"}}"#,
            status: 400),
        Quirk("a hook that is not there", .delete, "resthooks/1", status: 404),
    ]
}
