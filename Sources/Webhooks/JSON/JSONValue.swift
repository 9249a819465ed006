/// Any JSON document, as the practice systems send and expect it.
///
/// Their shapes vary (an object or an array of one, an id as number or text, a relation that is null), so the code
/// that talks to them reads values leniently instead of decoding into fixed types. Members keep the order in which
/// they were read or written; of two members with one name the first counts.
package enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// A number that is not a whole one within 64 bits.
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object(Members)

    package struct Members: Sendable, Equatable, ExpressibleByDictionaryLiteral {
        package var entries: [(name: String, value: JSONValue)]

        package init(_ entries: [(name: String, value: JSONValue)] = []) { self.entries = entries }
        package init(dictionaryLiteral elements: (String, JSONValue)...) {
            entries = elements.map { (name: $0.0, value: $0.1) }
        }

        package subscript(name: String) -> JSONValue? {
            get { entries.first { $0.name == name }?.value }
            set {
                let place = entries.firstIndex { $0.name == name }
                switch (place, newValue) {
                case (let place?, let value?): entries[place].value = value
                case (let place?, nil): entries.remove(at: place)
                case (nil, let value?): entries.append((name: name, value: value))
                case (nil, nil): break
                }
            }
        }

        package static func == (left: Members, right: Members) -> Bool {
            left.entries.count == right.entries.count && left.entries.allSatisfy { right[$0.name] == $0.value }
        }
    }
}

extension JSONValue {
    package subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members[name]
    }
    package subscript(index: Int) -> JSONValue? {
        guard case .array(let items) = self, items.indices.contains(index) else { return nil }
        return items[index]
    }

    package var isNull: Bool { self == .null }
    package var string: String? { if case .string(let text) = self { text } else { nil } }
    package var bool: Bool? { if case .bool(let flag) = self { flag } else { nil } }
    package var integer: Int64? { if case .integer(let number) = self { number } else { nil } }
    package var array: [JSONValue]? { if case .array(let items) = self { items } else { nil } }
    package var members: Members? { if case .object(let members) = self { members } else { nil } }

    /// The object with one more member.
    package func adding(_ name: String, _ value: JSONValue) -> JSONValue {
        .object(Members((members?.entries ?? []) + [(name, value)]))
    }

    /// The text of a string or of a number: ids come as either.
    package var scalarText: String? {
        switch self {
        case .string(let text): text
        case .integer(let number): String(number)
        case .number(let number): String(number)
        default: nil
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral, ExpressibleByFloatLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(floatLiteral value: Double) { self = .number(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(nilLiteral: ()) { self = .null }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Members(elements.map { (name: $0.0, value: $0.1) }))
    }

    package init(_ text: String?) { self = text.map { .string($0) } ?? .null }
    package init(_ number: Int?) { self = number.map { .integer(Int64($0)) } ?? .null }
}
