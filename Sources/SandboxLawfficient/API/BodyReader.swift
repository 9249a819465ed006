import Matters
import SandboxKit
import Webhooks

/// Reads the members of a request body. Each method throws a `LawfficientFailure` that names the invalid member.
struct BodyReader: Sendable {
    let body: JSONValue

    func has(_ name: String) -> Bool { body[name] != nil }

    /// Nil when the member is absent or null.
    /// - Parameter rule: the text of the error when `convert` returns nil.
    func read<Value>(
        _ name: String, _ rule: String, _ convert: (JSONValue) -> Value?
    ) throws(LawfficientFailure) -> Value? {
        guard let value = body[name], !value.isNull else { return nil }
        guard let converted = convert(value) else { throw .invalid("\(name) \(rule)") }
        return converted
    }

    func text(_ name: String, max: Int) throws(LawfficientFailure) -> String? {
        guard let text = try read(name, "must be a string.", { $0.string?.trimmed }) else { return nil }
        guard text.count <= max, text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            throw .invalid("\(name) must be at most \(max) characters, on one line.")
        }
        return text
    }

    /// An empty text counts as absent.
    func requiredText(_ name: String, max: Int) throws(LawfficientFailure) -> String {
        guard let text = try text(name, max: max), !text.isEmpty else { throw .invalid("\(name) is required.") }
        return text
    }

    /// For a change: nil when the member is absent. An empty text is invalid.
    func changedText(_ name: String, max: Int) throws(LawfficientFailure) -> String? {
        guard has(name) else { return nil }
        guard let text = try text(name, max: max), !text.isEmpty else { throw .invalid("\(name) can't be empty.") }
        return text
    }

    func email() throws(LawfficientFailure) -> String? {
        guard let text = try text("email", max: LawfficientLimits.emailCharactersMax) else { return nil }
        guard text.isEmpty || text.isMailAddress else { throw .invalid("email must be a mail address.") }
        return text.lowercased()
    }

    func phone() throws(LawfficientFailure) -> String? {
        try text("phone", max: LawfficientLimits.phoneCharactersMax).map { PhoneNumber.normalized($0) }
    }

    func id(_ name: String) throws(LawfficientFailure) -> String? {
        try read(name, "must be a UUID.") { value in
            value.string.flatMap { UUIDText.isUUID($0) ? $0.lowercased() : nil }
        }
    }

    func requiredID(_ name: String) throws(LawfficientFailure) -> String {
        guard let id = try id(name) else { throw .invalid("\(name) is required.") }
        return id
    }

    func object(_ name: String) throws(LawfficientFailure) -> JSONValue? {
        guard has(name) else { return nil }
        guard let value = body[name], value.members != nil else { throw .invalid("\(name) must be an object.") }
        return value
    }
}
