import Matters
import SandboxKit
import Webhooks

/// Why a value is invalid: what to send instead.
struct Hint: Error, Equatable {
    let text: String
    init(_ text: String) { self.text = text }
}

/// A JSON value of a request, converted to the type of its member.
struct RequestedValue: Sendable {
    let json: JSONValue
    init(_ json: JSONValue) { self.json = json }

    func orNull<Value>(_ read: (RequestedValue) throws(Hint) -> Value) throws(Hint) -> Value? {
        json.isNull ? nil : try read(self)
    }

    func text(max: Int) throws(Hint) -> String {
        guard let text = json.string?.trimmed, !text.isEmpty, text.count <= max,
            text.unicodeScalars.allSatisfy({ $0.value >= 32 || $0 == "\n" || $0 == "\t" })
        else { throw Hint("Give text of 1 to \(max) characters.") }
        return text
    }

    func flag() throws(Hint) -> Bool {
        guard let flag = json.bool else { throw Hint("Give true or false.") }
        return flag
    }

    func wholeNumber() throws(Hint) -> Int64 {
        guard let number = json.integer, number > 0 else { throw Hint("Give a whole number from 1.") }
        return number
    }

    func decimal() throws(Hint) -> FixedPoint {
        guard json.string == nil, let number = json.scalarText.flatMap({ FixedPoint($0) }) else {
            throw Hint("Give a number with at most \(FixedPoint.digitsAfterPoint) digits after the point.")
        }
        return number
    }

    /// A day, or a timestamp whose date is used.
    func day() throws(Hint) -> CalendarDate {
        let text = json.string ?? ""
        let isDateOrTimestamp = text.utf8.count == 10 || Instant(iso8601: text, zoneless: .utc) != nil
        guard isDateOrTimestamp, let day = CalendarDate(text.prefix(10)) else {
            throw Hint("Give a day such as 2026-05-31.")
        }
        return day
    }

    func choice(_ choices: [String]) throws(Hint) -> String {
        guard let text = json.string, choices.contains(text) else {
            throw Hint("Give one of \(choices.joined(separator: ", ")).")
        }
        return text
    }

    /// `{"id": 469}`.
    func reference() throws(Hint) -> Int64 {
        guard let id = json["id"]?.integer else { throw Hint("Give an object with an id, such as {\"id\": 469}.") }
        return id
    }

    /// `{"id": "f0f1…"}` or null.
    func user(of directory: LawVuDirectory) throws(Hint) -> String? {
        try orNull { value throws(Hint) in
            guard let id = value.json["id"]?.string, directory.user(id)?.isActive == true else {
                throw Hint("Give an object with the id of a user, or null.")
            }
            return id
        }
    }

    /// `{"user": {"id": "…"}}`, `{"intakeQueue": {…}}`, or null for no manager.
    func manager(of directory: LawVuDirectory) throws(Hint) -> MatterOrContract.ManagerAssignment {
        guard json.members != nil || json.isNull else {
            throw Hint("Give an object with user or intakeQueue, or null.")
        }
        let (user, queue) = (json["user"] ?? .null, json["intakeQueue"] ?? .null)
        guard user.isNull || queue.isNull else { throw Hint("Give a user or the intakeQueue, not both.") }
        if let id = try RequestedValue(user).user(of: directory) { return .user(id) }
        return queue.isNull ? .nobody : .intakeQueue
    }

    func value(of field: LawVuField, _ directory: LawVuDirectory) throws(Hint) -> FieldValue {
        switch field.type {
        case .text: return .text(try text(max: LawVuLimits.textCharactersMax))
        case .decimal: return .decimal(try decimal())
        case .flag: return .flag(try flag())
        case .date: return .date(try day())
        case .option: return .option(try option(of: field))
        case .options:
            guard let items = json.array, items.count <= field.options.count else {
                throw Hint("Give a list of options, each {\"value\": …}.")
            }
            var values: [String] = []
            for item in items {
                let value = try RequestedValue(item).option(of: field)
                if !values.contains(value) { values.append(value) }
            }
            return .options(values)
        case .user:
            guard let id = try user(of: directory) else { throw Hint("Give an object with the id of a user, or null.") }
            return .user(id)
        }
    }

    /// `{"value": "high"}`, or the bare value.
    private func option(of field: LawVuField) throws(Hint) -> String {
        try RequestedValue(json["value"] ?? json).choice(field.options.map(\.value))
    }
}
