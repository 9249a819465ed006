import ArgumentParser
import Records
import Storage
import Sync
import Webhooks

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Compare every matter with the practice system; exit status 1 when one differs.")

    @OptionGroup var options: FirmOptions
    @Flag(help: "Answer in JSON.") var json = false

    func run() async throws {
        try await options.withPortal { portal, firm in
            let source = try await portal.source(of: firm)
            let practice = try portal.practices.client(for: source)
            let unreadable = try await portal.store.read { try Inbox.deadLetterReasons(firmID: firm.id, in: $0) }
            let report = try await DriftCheck(store: portal.store, practice: practice, source: source.key).run()
            show(report, unreadable.sorted { $0.key < $1.key })
            guard report.drift.isEmpty else {
                throw CommandFailure.foundWrong(
                    "\(report.drift.count) of \(report.mattersChecked) matters differ; run `matterwire reconcile`")
            }
        }
    }

    /// - Parameter unreadable: how many notices could not be read, by reason.
    private func show(_ report: DriftCheck.Report, _ unreadable: [(key: String, value: Int)]) {
        guard json else {
            for drift in report.drift {
                StandardOutput.line("\(drift.matterRef): \(drift.facts.joined(separator: ", "))")
            }
            if report.drift.isEmpty { StandardOutput.line("\(report.mattersChecked) matters agree") }
            for (reason, count) in unreadable {
                StandardOutput.line("\(count) notices could not be read and led to a full fetch: \(reason)")
            }
            return
        }
        let drift = report.drift.map { drift -> JSONValue in
            ["matter": .string(drift.matterRef), "facts": .array(drift.facts.map(JSONValue.string))]
        }
        let answer: JSONValue = [
            "matters": .integer(Int64(report.mattersChecked)), "drift": .array(drift),
            "parked": .object(.init(unreadable.map { ($0.key, .integer(Int64($0.value))) })),
        ]
        StandardOutput.line(answer.encodedText)
    }
}
