import HTTPTypes
import Matters
import Records
import Storage
import Sync
import TestPractice
import Testing
import Webhooks

@testable import Web

/// One of each thing that the portal's routes are about. The matter is the broker's; the endpoint is the firm's.
struct PortalSamples: Sendable {
    var hook: String
    var matter: String
    var document: String
    var endpoint: String
    var delivery: String
    var resend: String

    /// A route with its parameters filled in.
    /// - Parameter id: stands in place of each parameter, to ask for something else.
    func path(of route: String, id: String? = nil) -> String {
        route.split(separator: "/", omittingEmptySubsequences: false).map { part in
            guard part.hasPrefix("{") else { return String(part) }
            return id ?? value(of: part, in: route)
        }.joined(separator: "/")
    }

    private func value(of parameter: Substring, in route: String) -> String {
        switch parameter {
        case "{token}": hook
        case "{event}": "StepChanged"
        case "{delivery}": delivery
        case "{job}": resend
        default: route.contains("/documents/") ? document : route.contains("/webhooks/") ? endpoint : matter
        }
    }
}

extension PortalFixture {
    static let fileBytes = Array("0123456789".utf8)

    func addSamples() async throws -> PortalSamples {
        let source = try await connector.store(
            .init(
                firm: Firm(id: "f", name: "Firm", zone: "UTC"), sourceID: "s", system: "actionstep",
                apiEndpoint: "http://127.0.0.1/", credentials: [1]))
        let hookURL = try connector.hookURL(of: source, address: "")
        try await addMatter()
        let endpoint = try #require(try await endpoint()["id"]?.string)
        let tested = try await call(.post, "/api/v1/webhooks/\(endpoint)/test")
        let resend = try await call(.post, "/api/v1/webhooks/\(endpoint)/resend", #"{"failed": true}"#)
        return PortalSamples(
            hook: try #require(hookURL.split(separator: "/").last.map(String.init)), matter: Self.matter.id,
            document: "d1", endpoint: endpoint, delivery: try #require(tested.json["delivery"]?.string),
            resend: try #require(resend.json["id"]?.string))
    }

    private static let matter: Matter = {
        var matter = PageSamples.matter()
        for index in matter.parties.indices where matter.parties[index].roleName == "Broker" {
            matter.parties[index].email = "broker@loans.example"
        }
        matter.documents = [
            Document(
                ref: "1", name: "Contract", fileType: "application/pdf", sizeBytes: Int64(fileBytes.count),
                createdAt: now, modifiedAt: nil, hasFile: true)
        ]
        return matter
    }()

    /// As the processor stores it.
    private func addMatter() async throws {
        let matter = Self.matter
        practice.put(file: Self.fileBytes, of: "1")
        let snapshot = MatterSnapshot(
            ref: matter.ref, details: matter.details, parties: matter.parties, documents: matter.documents,
            notes: matter.notes, values: matter.values, tasks: MatterWorkTests.matter.tasks,
            timeEntries: MatterWorkTests.matter.timeEntries, disbursements: MatterWorkTests.matter.disbursements)
        var empty = Matter(
            id: matter.id, sourceSystem: matter.sourceSystem, ref: matter.ref, details: matter.details,
            updatedAt: Self.now, asAt: Self.now)
        empty.details.name = ""
        let known = empty
        try await store.write { transaction in
            try MatterRecords.insert(known, source: SourceKey(firmID: "f", sourceID: "s"), in: transaction)
            try MatterRecords.apply(
                MatterDelta(from: known, to: snapshot), to: known, as: .none, firmID: "f", asAt: Self.now,
                newID: { "d1" }, in: transaction)
            let grants = AccessGrant.grants(parties: matter.parties, isDeleted: false, domains: [])
            _ = try AccessRecords.replace(with: grants, matterID: matter.id, firmID: "f", in: transaction)
            let change = Change(.matter, fact: Change.created, new: matter.details.name)
            try ChangeLog.append([change], matterID: matter.id, firmID: "f", in: transaction, at: Self.now)
        }
    }
}
