import Matters
import SandboxKit
import Webhooks

/// What somebody wishes a key date to be; what is left out stays.
struct KeyDateWish: Equatable, Sendable {
    var name: String?
    var date: CalendarDate?
    /// Nil to leave it, nil within to empty it.
    var value: FixedPoint??

    init(name: String, date: CalendarDate, value: FixedPoint?) {
        (self.name, self.date, self.value) = (name, date, value)
    }

    /// - Parameter isNew: then a name and a date are needed.
    init(_ json: JSONValue, isNew: Bool) throws {
        var errors: [String: [String]] = [:]
        do throws(Hint) { name = try json["name"].map { v throws(Hint) in try WishedValue(v).text(max: 255) } } catch {
            errors["Name"] = [error.text]
        }
        do throws(Hint) { date = try json["date"].map { v throws(Hint) in try WishedValue(v).day() } } catch {
            errors["Date"] = [error.text]
        }
        do throws(Hint) {
            value = try json["value"].map { v throws(Hint) in
                try WishedValue(v).orNull { v throws(Hint) in try v.decimal() }
            }
        } catch { errors["Value"] = [error.text] }
        if isNew, json["name"] == nil { errors["Name"] = ["Required"] }
        if isNew, json["date"] == nil { errors["Date"] = ["Required"] }
        guard errors.isEmpty else { throw LawVuProblem.invalid(errors) }
    }

    func applied(to before: KeyDate) -> KeyDate {
        KeyDate(id: before.id, name: name ?? before.name, date: date ?? before.date, value: value ?? before.value)
    }
}
