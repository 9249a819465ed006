import Matters
import SandboxKit
import Storage
import Webhooks

/// A request with an idempotency key: sent again, it gets the stored response and has no second effect.
struct IdempotentRequest: Sendable, Equatable {
    static let retentionHours: Int64 = 24

    let keyID: String
    let idempotencyKey: String
    /// The operation and the body.
    let request: JSONValue

    /// Nil without the header.
    /// - Throws: `LawfficientFailure` when the key is too long.
    init?(_ header: String?, of keyID: String, _ operation: String, _ body: JSONValue) throws(LawfficientFailure) {
        guard let text = header?.trimmed, !text.isEmpty else { return nil }
        let max = LawfficientLimits.idempotencyKeyCharactersMax
        guard text.count <= max else { throw .invalid("Idempotency-Key is longer than \(max) characters.") }
        self.keyID = keyID
        idempotencyKey = text
        request = ["operation": .string(operation), "body": body]
    }
}

extension IntakeChange {
    /// The stored response of an earlier request with the same key; otherwise the result of `perform`, which is stored in the
    /// same transaction.
    /// - Throws: `LawfficientFailure` when the key was used for another request.
    func idempotent(_ request: IdempotentRequest?, _ perform: () throws -> JSONValue) throws -> JSONValue {
        guard let request else { return try perform() }
        let oldest = now - Duration.seconds(IdempotentRequest.retentionHours * 3_600)
        try transaction.run(
            "DELETE FROM lawfficient_idempotency WHERE firm_id = $1 AND created_at <= $2",
            [Intake.firm, .integer(oldest.milliseconds)])
        if let stored = try storedResponse(to: request) { return stored }
        let response = try perform()
        let row: [SQLValue] = [
            .text(request.keyID), .text(request.idempotencyKey), .text(request.request.encodedText),
            .text(response.encodedText), .integer(now.milliseconds),
        ]
        try transaction.insert(
            into: "lawfficient_idempotency", ["key_id", "idempotency_key", "request", "answer", "created_at"], [row])
        return response
    }

    private func storedResponse(to request: IdempotentRequest) throws -> JSONValue? {
        let row = try transaction.row(
            """
            SELECT request, answer FROM lawfficient_idempotency
            WHERE firm_id = $1 AND key_id = $2 AND idempotency_key = $3
            """, [Intake.firm, .text(request.keyID), .text(request.idempotencyKey)])
        guard let row else { return nil }
        guard row.json(0) == request.request else {
            throw LawfficientFailure.invalid(
                "This Idempotency-Key was used for another request: send a new key with each new request.")
        }
        return row.json(1)
    }
}
