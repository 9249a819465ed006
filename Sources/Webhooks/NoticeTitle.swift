/// The event and the subject of a notice, as far as it tells them, for a person who watches notices arrive.
package struct NoticeTitle: Sendable, Equatable {
    package var event: String
    package var subject: String

    package init(of body: [UInt8], under contract: WebhookContract, messageID: String?) {
        let document = (try? JSONReader.parse(body)) ?? .null
        let resource = document["data"]
        let (event, subject): (String?, String?) =
            switch contract {
            case .actionstep:
                (
                    document["meta"]?["debug"]?["resthook"]?["event_name"]?.string,
                    resource.map { "\($0["type"]?.string ?? "") \($0["id"]?.scalarText ?? "")" }
                )
            case .lawvu: (document["EventType"]?.string, document["ResourceId"]?.scalarText)
            case .lawfficient: (document["type"]?.string, document["id"]?.scalarText)
            case .standard: (document["type"]?.string, messageID)
            }
        self.event = Self.printable(String((event ?? "?").prefix(128)))
        self.subject = Self.printable(String((subject ?? "?").prefix(128)))
    }

    /// The attack: a notice whose name moves the cursor of whoever reads it in a terminal.
    package static func printable(_ text: String) -> String {
        String(text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : Character($0) })
    }
}
