import HTTPTypes
import Testing
import Webhooks

@testable import Sandbox
@testable import SandboxActionStep
@testable import SandboxKit
@testable import SandboxLawVu
@testable import SandboxLawfficient

/// One habit of the real system, as one request shows it.
struct Quirk: Sendable, CustomStringConvertible {
    let claim: String
    let method: HTTPRequest.Method
    let path: String
    let body: String?
    let status: Int
    /// What stands in the answer, by place: `actions.0.links.step`, `meta.paging.actions.page`.
    let holds: [String: JSONValue]
    /// Places that are not there at all.
    let lacks: [String]

    init(
        _ claim: String, _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, status: Int = 200,
        holds: [String: JSONValue] = [:], lacks: [String] = []
    ) {
        (self.claim, self.method, self.path, self.body) = (claim, method, path, body)
        (self.status, self.holds, self.lacks) = (status, holds, lacks)
    }

    init(
        _ claim: String, _ path: String, status: Int = 200, holds: [String: JSONValue] = [:], lacks: [String] = []
    ) { self.init(claim, .get, path, status: status, holds: holds, lacks: lacks) }

    var description: String { claim + " (" + path + ")" }
}

extension JSONValue {
    func at(_ place: String) -> JSONValue? {
        place.split(separator: ".").reduce(self as JSONValue?) { value, part in
            Int(part).map { value?[$0] } ?? value?[String(part)]
        }
    }
}

@Suite struct `The habits of the interface` {
    @Test(
        arguments: Quirk.requests + Quirk.paging + Quirk.choosing + Quirk.matters + Quirk.workflow + Quirk.people
            + Quirk.files + Quirk.fields + Quirk.work + Quirk.hooks)
    func `are kept`(_ quirk: Quirk) async throws {
        let fixture = try await Fixture(matters: 4)
        let answer = try await fixture.rest(quirk.method, quirk.path, quirk.body)
        #expect(answer.status == quirk.status, "\(answer.text.prefix(400))")
        #expect(answer.text.isEmpty == (quirk.status == 204))
        for (place, value) in quirk.holds { #expect(answer.json.at(place) == value, "\(place)") }
        for place in quirk.lacks { #expect(answer.json.at(place) == nil, "\(place)") }
    }
}

extension Quirk {
    static let requests = [
        Quirk("names are case-sensitive", "Actions", status: 404),
        Quirk("names are case-sensitive", "actions?Name=x", status: 400),
        Quirk("names are case-sensitive", "actions?pagesize=1", status: 400),
        Quirk("OPTIONS is answered", .options, "actions", status: 204),
        Quirk("PATCH is not, as its own documents say", .patch, "actions/70001", "{}", status: 405),
        Quirk("matters are not made here", .post, "actions", #"{"actions": {"name": "x"}}"#, status: 405),
        Quirk("matters are not deleted here", .delete, "actions/70001", status: 405),
        Quirk("a whole list cannot be written", .put, "filenotes", #"{"filenotes": {"text": "x"}}"#, status: 405),
        Quirk("a row is not made under an id", .post, "filenotes/10", #"{"filenotes": {"text": "x"}}"#, status: 405),
        Quirk("bills are read only", .post, "bills", #"{"bills": {}}"#, status: 405),
        Quirk("roles of people are not changed", .put, "actionparticipants/70001--27--100002", "{}", status: 405),
        Quirk("nothing lies below a row", "actions/70001/steps", status: 404),
        Quirk(
            "a comma list reads many", "filenotes/11,10",
            holds: ["filenotes.0.id": 10, "filenotes.1.id": 11, "meta.paging.filenotes.recordCount": 2]),
        Quirk("of a comma list those come that are there", "filenotes/10,999999", holds: ["filenotes.id": 10]),
        Quirk("of a comma list none may be there", "filenotes/999998,999999", status: 404),
        Quirk(
            "one row to many", .put, "filenotes/10,11", #"{"filenotes": {"text": "same"}}"#,
            holds: ["filenotes.0.text": "same", "filenotes.1.text": "same"]),
        Quirk(
            "many rows to many", .put, "filenotes/10,11", #"{"filenotes": [{"text": "a"}, {"text": "b"}]}"#,
            holds: ["filenotes.0.text": "a", "filenotes.1.text": "b"]),
        Quirk(
            "rows that do not match the ids", .put, "filenotes/10,11,12",
            #"{"filenotes": [{"text": "a"}, {"text": "b"}]}"#, status: 400),
        Quirk(
            "a list of one makes one object", .post, "filenotes",
            #"{"filenotes": [{"text": "a", "links": {"action": "70001"}}]}"#, status: 201,
            holds: ["filenotes.text": "a"]),
        Quirk(
            "a list of many makes many", .post, "filenotes",
            #"{"filenotes": [{"text": "a", "links": {"action": 70001}}, {"text": "b", "links": {"action": 70002}}]}"#,
            status: 201, holds: ["filenotes.0.text": "a", "filenotes.1.links.action": "70002"]),
        Quirk("many are deleted at once", .delete, "filenotes/10,11", status: 204),
        Quirk("a needed text is not emptied", .put, "filenotes/10", #"{"filenotes": {"text": null}}"#, status: 400),
        Quirk(
            "what cannot be written is passed over", .put, "filenotes/10",
            #"{"filenotes": {"id": 10, "enteredBy": "Me", "links": {"action": 70002}}}"#,
            holds: ["filenotes.id": 10, "filenotes.enteredBy": "Ng, Ana", "filenotes.links.action": "70001"]),
        Quirk(
            "errors have one form", "actions/1", status: 404,
            holds: [
                "errors.status": 404, "errors.title": "Not Found", "errors.code": "AS-404",
                "errors.detail": "actions 1 was not found", "errors.source.pointer": nil, "errors.links.about": nil,
            ]),
    ]

    static let paging = [
        Quirk(
            "a page tells of its neighbours", "steps?actionType=33&page=2&pageSize=4",
            holds: [
                "meta.paging.steps.recordCount": 10, "meta.paging.steps.pageCount": 3, "meta.paging.steps.page": 2,
                "meta.paging.steps.pageSize": 4,
                "meta.paging.steps.prevPage":
                    "http://localhost/actionstep/api/rest/steps?actionType=33&pageSize=4&page=1",
                "meta.paging.steps.nextPage":
                    "http://localhost/actionstep/api/rest/steps?actionType=33&pageSize=4&page=3",
            ]),
        Quirk(
            "the first page follows none", "steps?pageSize=15",
            holds: ["meta.paging.steps.prevPage": nil, "meta.paging.steps.page": 1]),
        Quirk(
            "the last page has none after it", "steps?pageSize=15&page=2", holds: ["meta.paging.steps.nextPage": nil]),
        Quirk("past the last page there is nothing", "steps?pageSize=15&page=3", status: 204),
        Quirk("fifty by default", "steps", holds: ["meta.paging.steps.pageSize": 50]),
        Quirk("two hundred at most", "steps?pageSize=201", holds: ["meta.paging.steps.pageSize": 200]),
        Quirk("all is two hundred too", "steps?pageSize=All", holds: ["meta.paging.steps.pageSize": 200]),
        Quirk("nonsense is the default", "steps?pageSize=x&page=0", holds: ["meta.paging.steps.pageSize": 50]),
        Quirk(
            "every reply is traced", "steps/33--1",
            holds: ["meta.debug.server": "sandbox", "meta.debug.rl": nil, "meta.debug.requestTime": "0.010000"]),
        Quirk("an empty list is no body", "actions?name=nothing", status: 204),
    ]

    static let choosing = [
        Quirk(
            "linked records stand in arrays, even one", "actions/70001?include=actionType,assignedTo",
            holds: ["linked.actiontypes.0.id": 33, "linked.participants.0.id": 12]),
        Quirk(
            "includes are chained", "actionparticipants?action=70001&include=action.step",
            holds: ["linked.actions.0.id": 70_001, "linked.steps.0.id": "33--7"]),
        Quirk("an include leads somewhere", "actions?include=name", status: 400),
        Quirk("fields choose", "actions/70001?fields=id,name", holds: ["actions.id": 70_001], lacks: ["actions.links"]),
        Quirk(
            "fields choose by resource", "actions/70001?fields[actions]=name&include=step&fields[steps]=stepName",
            holds: ["linked.steps.0.stepName": "Pre-settlement"],
            lacks: ["actions.status", "linked.steps.0.stepNumber"]),
        Quirk(
            "additional fields are shown on demand only", "actiondocuments/6",
            holds: ["actiondocuments.status": "uploaded"],
            lacks: ["actiondocuments.file", "actiondocuments.fileName", "actiondocuments.keywords"]),
        Quirk(
            "additional fields beside the usual ones", "actiondocuments/6?fields=:default,file",
            holds: ["actiondocuments.file": "DL::Actions::70001::6", "actiondocuments.status": "uploaded"],
            lacks: ["actiondocuments.fileName"]),
        Quirk(
            "sorted by several", "actions?sort=-actionType,id", holds: ["actions.0.id": 70_002, "actions.3.id": 70_003]),
        Quirk("sorted the other way", "actions?sort=actionType,-id", holds: ["actions.0.id": 70_003]),
        Quirk("not sorted by what is not there", "actions?sort=nothing", status: 400),
        Quirk("a comma list is any of them", "actions?id=70001,70003", holds: ["meta.paging.actions.recordCount": 2]),
        Quirk("a filter follows relations", "tasks?action[actionType][name_ilike]=*sale", status: 200),
        Quirk("a filter stays inside the rows", "actions?name=x'%20OR%201=1", status: 204),
        Quirk("times without a zone are UTC", "tasks?dueTimestamp_eq=2026-05-15T07:00:00", holds: ["tasks.id": 8]),
        Quirk("and not of the firm", "tasks?dueTimestamp_eq=2026-05-15T17:00:00", status: 204),
        Quirk(
            "times are shown with the firm's offset", "tasks/8",
            holds: ["tasks.dueTimestamp": "2026-05-15T17:00:00+10:00"]),
    ]
}
