import Matters
import SandboxKit
import Webhooks

/// Why a value is invalid: what to send instead.
struct Hint: Error, Equatable {
    let text: String
    init(_ text: String) { self.text = text }
}

/// The type of a member of a request, with the conversion from JSON.
struct RequestedType<Value> {
    let read: (JSONValue) throws(Hint) -> Value

    init(_ read: @escaping (JSONValue) throws(Hint) -> Value) { self.read = read }

    /// - Parameter convert: nil for an invalid value.
    init(_ hint: String, _ convert: @escaping (JSONValue) -> Value?) {
        read = { json throws(Hint) in
            guard let value = convert(json) else { throw Hint(hint) }
            return value
        }
    }

    var orNull: RequestedType<Value?> { .init { json throws(Hint) in json.isNull ? nil : try read(json) } }

    func map<Mapped>(_ transform: @escaping (Value) -> Mapped) -> RequestedType<Mapped> {
        .init { json throws(Hint) in transform(try read(json)) }
    }

    func checked(_ hint: String, _ isValid: @escaping (Value) -> Bool) -> Self {
        Self { json throws(Hint) in
            let value = try read(json)
            guard isValid(value) else { throw Hint(hint) }
            return value
        }
    }
}

extension RequestedType<String> {
    static func text(max: Int) -> Self {
        Self("Give text of 1 to \(max) characters.") { json in
            guard let text = json.string?.trimmed, (1...max).contains(text.count),
                text.unicodeScalars.allSatisfy({ $0.value >= 32 || $0 == "\n" || $0 == "\t" })
            else { return nil }
            return text
        }
    }

    static func choice(_ choices: [String]) -> Self {
        let hint = "Give one of \(choices.joined(separator: ", "))."
        return Self(hint, \.string).checked(hint, choices.contains)
    }

    /// `{"value": "high"}`, or the bare value.
    static func option(of field: LawVuField) -> Self {
        let choice = choice(field.options.map(\.value))
        return Self { json throws(Hint) in try choice.read(json["value"] ?? json) }
    }

    /// `{"id": "f0f1…"}`.
    static func user(of directory: LawVuDirectory) -> Self {
        let hint = "Give an object with the id of a user, or null."
        return Self(hint) { $0["id"]?.string }.checked(hint) { directory.activeUser($0) != nil }
    }
}

extension RequestedType<Bool> {
    static var flag: Self { Self("Give true or false.", \.bool) }
}

extension RequestedType<Int64> {
    static var wholeNumber: Self {
        let hint = "Give a whole number from 1."
        return Self(hint, \.integer).checked(hint) { $0 > 0 }
    }

    /// `{"id": 469}`.
    static var reference: Self { Self("Give an object with an id, such as {\"id\": 469}.") { $0["id"]?.integer } }
}

extension RequestedType<FixedPoint> {
    static var decimal: Self {
        Self("Give a number with at most \(FixedPoint.digitsAfterPoint) digits after the point.") { json in
            json.string == nil ? json.scalarText.flatMap { FixedPoint($0) } : nil
        }
    }
}

extension RequestedType<CalendarDate> {
    /// A day, or a timestamp whose date is used.
    static var day: Self {
        Self("Give a day such as 2026-05-31.") { json in
            let text = json.string ?? ""
            let isDateOrTimestamp = text.utf8.count == 10 || Instant(iso8601: text, zoneless: .utc) != nil
            return isDateOrTimestamp ? CalendarDate(text.prefix(10)) : nil
        }
    }
}

extension RequestedType<MatterOrContract.ManagerAssignment> {
    /// `{"user": {"id": "…"}}`, `{"intakeQueue": {…}}`, or null for no manager.
    static func manager(of directory: LawVuDirectory) -> Self {
        let userOrNull = RequestedType<String>.user(of: directory).orNull
        return Self { json throws(Hint) in
            guard json.members != nil || json.isNull else {
                throw Hint("Give an object with user or intakeQueue, or null.")
            }
            let user = json["user"] ?? .null
            let queue = json["intakeQueue"] ?? .null
            guard user.isNull || queue.isNull else { throw Hint("Give a user or the intakeQueue, not both.") }
            if let id = try userOrNull.read(user) { return .user(id) }
            return queue.isNull ? .nobody : .intakeQueue
        }
    }
}

extension RequestedType<FieldValue> {
    static func value(of field: LawVuField, _ directory: LawVuDirectory) -> Self {
        switch field.type {
        case .text: RequestedType<String>.text(max: LawVuLimits.textCharactersMax).map(FieldValue.text)
        case .decimal: RequestedType<FixedPoint>.decimal.map(FieldValue.decimal)
        case .flag: RequestedType<Bool>.flag.map(FieldValue.flag)
        case .date: RequestedType<CalendarDate>.day.map(FieldValue.date)
        case .option: RequestedType<String>.option(of: field).map(FieldValue.option)
        case .options: options(of: field)
        case .user: RequestedType<String>.user(of: directory).map(FieldValue.user)
        }
    }

    private static func options(of field: LawVuField) -> Self {
        let option = RequestedType<String>.option(of: field)
        return Self { json throws(Hint) in
            guard let items = json.array, items.count <= field.options.count else {
                throw Hint("Give a list of options, each {\"value\": …}.")
            }
            var values: [String] = []
            for item in items {
                let value = try option.read(item)
                if !values.contains(value) { values.append(value) }
            }
            return .options(values)
        }
    }
}
