import Matters
import SandboxKit
import Storage
import Webhooks

/// A request that can be sent twice and acts once.
struct IdempotentRequest: Sendable, Equatable {
    static let keptHours: Int64 = 24

    let keyID: String
    let idempotencyKey: String
    /// What is asked, and with which body.
    let request: JSONValue

    /// Nil without the header.
    init?(
        _ header: String?, of keyID: String, _ operation: String, _ body: JSONValue
    ) throws(LawfficientFailure) {
        guard let text = header?.trimmed, !text.isEmpty else { return nil }
        guard text.count <= LawfficientLimits.idempotencyKeyCharactersMax else {
            throw .invalid(
                "Idempotency-Key is longer than \(LawfficientLimits.idempotencyKeyCharactersMax) characters.")
        }
        (self.keyID, idempotencyKey) = (keyID, text)
        request = ["operation": .string(operation), "body": body]
    }
}

extension IntakeChange {
    /// The answer that this request got the first time; otherwise a new one, kept with what it made or not at all.
    func once(_ request: IdempotentRequest?, _ answer: () throws -> JSONValue) throws -> JSONValue {
        guard let request else { return try answer() }
        let oldest = now - Duration.seconds(IdempotentRequest.keptHours * 3_600)
        try transaction.run(
            "DELETE FROM lawfficient_idempotency WHERE firm_id = $1 AND created_at <= $2",
            [Intake.firm, .integer(oldest.milliseconds)])
        if let known = try answered(request) { return known }
        let fresh = try answer()
        try transaction.run(
            """
            INSERT INTO lawfficient_idempotency (firm_id, key_id, idempotency_key, request, answer, created_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """,
            [
                Intake.firm, .text(request.keyID), .text(request.idempotencyKey), .text(request.request.encodedText),
                .text(fresh.encodedText), .integer(now.milliseconds),
            ])
        return fresh
    }

    private func answered(_ request: IdempotentRequest) throws -> JSONValue? {
        let row = try transaction.row(
            """
            SELECT request, answer FROM lawfficient_idempotency
            WHERE firm_id = $1 AND key_id = $2 AND idempotency_key = $3
            """, [Intake.firm, .text(request.keyID), .text(request.idempotencyKey)])
        guard let row else { return nil }
        guard StoredJSON.value(row.text(0)) == request.request else {
            throw LawfficientFailure.invalid(
                "This Idempotency-Key came before with another request: send a fresh one for each thing to be made.")
        }
        return StoredJSON.value(row.text(1))
    }
}
