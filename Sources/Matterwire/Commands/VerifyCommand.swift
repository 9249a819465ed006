import ArgumentParser
import Engine
import Records
import Storage
import Webhooks

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Compare every matter with the practice system; exit status 1 when one differs.")

    @OptionGroup var data: DataOptions
    @OptionGroup var log: LogOptions
    @Option(help: "The firm; needed when there are several.") var firm: String?
    @Flag(help: "Answer in JSON.") var json = false

    func run() async throws {
        let portal = try await data.portal(log)
        let source = try await portal.source(of: try await portal.firm(firm))
        let practice = try portal.practices.practice(for: source)
        let report = try await DriftCheck(
            store: portal.store, practice: practice, source: .init(firmID: source.firmID, sourceID: source.id)
        ).run()
        await portal.close()
        tell(report)
        guard report.drift.isEmpty else {
            throw CommandFailure.foundWrong(
                "\(report.drift.count) of \(report.mattersChecked) matters differ; run `matterwire reconcile`")
        }
    }

    private func tell(_ report: DriftCheck.Report) {
        guard json else {
            for drift in report.drift {
                StandardOutput.line("\(drift.matterRef): \(drift.facts.joined(separator: ", "))")
            }
            if report.drift.isEmpty { StandardOutput.line("\(report.mattersChecked) matters agree") }
            return
        }
        let drift = report.drift.map { drift -> JSONValue in
            ["matter": .string(drift.matterRef), "facts": .array(drift.facts.map(JSONValue.string))]
        }
        let answer: JSONValue = [
            "matters": .integer(Int64(report.mattersChecked)), "drift": .array(drift),
        ]
        StandardOutput.line(answer.encodedText)
    }
}
