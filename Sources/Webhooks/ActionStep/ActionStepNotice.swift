package import Matters

/// What a notice of ActionStep says, as far as it can be read.
///
/// It is not signed, so it is believed in one thing only: that a matter may have changed. Every part may be missing; ids
/// are numbers or text, relations may be null, keys are in camel or snake case.
package struct ActionStepNotice: Sendable, Equatable {
    /// Why a notice cannot be read, as stored and shown to staff.
    package enum Unreadable: String, Error, Sendable, CaseIterable {
        case notJSON, notAnObject, noResource, unsafeID
    }

    /// From the URL that the hook was registered with.
    package var eventName: String
    package var hookID: String?
    /// Numbers the events of one hook from 1, without gaps.
    package var triggerCount: Int64?
    package var resourceType: String?
    package var resourceID: String?
    /// The matter that it is about, when it says so.
    package var matterRef: SourceRef?
    /// The person that it is about: then every matter of that person is meant.
    package var personRef: SourceRef?
    /// Whether it names no matter explicitly: some tasks and time entries belong to none.
    package var isOfNoMatter: Bool
    /// What must be fetched again.
    package var facets: Facets

    package init(body: [UInt8], eventName: String) throws(Unreadable) {
        guard let document = try? JSONReader.parse(body) else { throw .notJSON }
        guard document.members != nil else { throw .notAnObject }
        let resource = Resource(document)
        let hook = document["meta"]?["debug"]?["resthook"]
        self.eventName = eventName
        hookID = hook?["id"]?.scalarText
        triggerCount = hook?["trigger_count"]?.scalarText.flatMap { Int64($0) }
        resourceType =
            resource.type ?? hook?["resource_type"]?.string ?? ActionStepEvent(named: eventName)?.resourceType
        resourceID = resource.id ?? hook?["resource_id"]?.scalarText
        guard let resourceType, let resourceID else { throw .noResource }
        (matterRef, personRef) = resource.subjects(type: resourceType, id: resourceID)
        isOfNoMatter = ["tasks", "timeentries"].contains(resourceType) && resource.deniesMatter
        let ids = [hookID, resourceType, resourceID, matterRef, personRef].compactMap { $0 }
        guard ids.allSatisfy(StorableText.isSafe) else { throw .unsafeID }
        facets = Self.facets([eventName, hook?["event_name"]?.string], resourceType)
    }

    /// The same for every copy of one event, nil when it does not say. A copy may still be worth a fetch: a forged
    /// count must not silence the real notice.
    package var key: String? {
        guard let hookID, let triggerCount else { return nil }
        return "\(hookID)/\(triggerCount)"
    }

    /// The URL and the body may name different events after a hook was changed: both count. An event that is new to us
    /// asks for what its resource holds, and one about an unknown resource for everything.
    private static func facets(_ names: [String?], _ resourceType: String) -> Facets {
        let events = names.compactMap { $0.flatMap(ActionStepEvent.init(named:)) }
        guard events.isEmpty else { return events.reduce(into: []) { $0.formUnion($1.facets) } }
        return ActionStepEvent.facets(ofResource: resourceType) ?? .all
    }
}

/// The resource inside the document, read leniently.
private struct Resource {
    private let data: JSONValue?
    private let relations: [String: JSONValue]

    init(_ document: JSONValue) {
        let data = document["data"].flatMap { $0.array == nil ? $0 : $0[0] }
        self.data = data
        let entries = data?["relationships"]?.members?.entries ?? []
        relations = Dictionary(entries.map { (Self.plain($0.name), $0.value) }) { first, _ in first }
    }

    var type: String? { data?["type"]?.string }
    var id: String? { data?["id"]?.scalarText.flatMap { $0.isEmpty ? nil : $0 } }

    func subjects(type: String, id: String) -> (matter: SourceRef?, person: SourceRef?) {
        let parts = id.split(separator: "-", omittingEmptySubsequences: true).map(String.init)
        let isLink = type == "actionparticipants" && parts.count == 3
        switch type {
        case "actions": return (id, nil)
        case "participants": return (related("action"), id)
        case "actionparticipants":
            return (related("action") ?? (isLink ? parts[0] : nil), related("participant") ?? (isLink ? parts[2] : nil))
        case "actiondocuments": return (related("action") ?? matterOfFile, nil)
        default: return (related("action"), nil)
        }
    }

    /// A relation that is null names no matter; one that is missing may have any.
    var deniesMatter: Bool { relations["action"].map { $0.isNull || $0["data"]?.isNull == true } ?? false }

    /// `primaryParticipants` and `primary_participants` are one name.
    private static func plain(_ name: String) -> String { name.lowercased().filter { $0 != "_" } }

    /// A relation is `{"data": {"type", "id"}}`, the same with an array of one, `{"data": null}`, null, or an id.
    private func related(_ name: String) -> SourceRef? {
        guard let relation = relations[name] else { return nil }
        let target = relation["data"] ?? relation
        let one = target.array == nil ? target : (target[0] ?? .null)
        return (one["id"] ?? one).scalarText.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The id of a document's file holds its matter: `DL::Actions::70151::2531`.
    private var matterOfFile: SourceRef? {
        let parts = (data?["attributes"]?["file"]?.string ?? "").split(separator: ":").map(String.init)
        return parts.count == 4 && parts[1] == "Actions" ? parts[2] : nil
    }
}
