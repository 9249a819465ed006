package import Matters

/// What a receiver can say of where a notice comes from.
package enum Proof: Sendable, Equatable {
    case verified
    /// The contract proves nothing, or the receiver was not told the secret.
    case unproven
    case refused(SignatureFault)

    /// - Parameters:
    ///   - header: the value of a header by its name, in any case.
    ///   - secret: what signs, or for LawVu the client state; nil when it is not known.
    package static func of(
        _ body: [UInt8], under contract: WebhookContract, secret: String?, at now: Instant,
        header: (String) -> String?
    ) -> Proof {
        guard let secret else { return .unproven }
        do {
            switch contract {
            case .actionstep: return .unproven
            case .lawvu: try checkClientState(secret, of: body)
            case .lawfficient:
                guard let key = try? LawfficientSecret(secret) else { return .refused(.malformed) }
                try LawfficientSignature.verify(
                    header(LawfficientSignature.headerName), body: body, secret: key, at: now)
            case .standard:
                guard let key = try? StandardSecret(secret) else { return .refused(.malformed) }
                try StandardSignature(
                    id: header(StandardSignature.idHeader) ?? "",
                    timestamp: header(StandardSignature.timestampHeader) ?? "",
                    signature: header(StandardSignature.signatureHeader) ?? ""
                ).verify(body: body, secrets: [key], at: now)
            }
            return .verified
        } catch { return .refused(error) }
    }

    /// Whether a text can be the secret that notices of a contract are verified with.
    package static func isSecret(_ text: String, of contract: WebhookContract) -> Bool {
        switch contract {
        case .actionstep, .lawvu: true
        case .lawfficient: (try? LawfficientSecret(text)) != nil
        case .standard: (try? StandardSecret(text)) != nil
        }
    }

    private static func checkClientState(_ expected: String, of body: [UInt8]) throws(SignatureFault) {
        guard let notice = try? LawVuNotice(body: body) else { throw .malformed }
        guard notice.isFrom(subscriberWith: expected) else { throw .wrong }
    }
}

/// The name and the key of a notice, as far as it tells them: for a person who watches them go by.
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
