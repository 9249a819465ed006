import Matters
import SandboxKit
import Webhooks

/// The requested values of a key date; an absent value stays as it is.
struct KeyDateRequest: Equatable, Sendable {
    var name: String?
    var date: CalendarDate?
    /// `nil` leaves the value as it is, `.some(nil)` clears it.
    var value: FixedPoint??

    init(name: String, date: CalendarDate, value: FixedPoint?) {
        self.name = name
        self.date = date
        self.value = value
    }

    /// - Parameter isNew: whether a name and a date are required.
    /// - Throws: `LawVuProblem` with an entry for each invalid member.
    init(_ json: JSONValue, isNew: Bool) throws {
        var errors: [String: [String]] = [:]
        do throws(Hint) { name = try json["name"].map { v throws(Hint) in try RequestedValue(v).text(max: 255) } } catch
        {
            errors["Name"] = [error.text]
        }
        do throws(Hint) { date = try json["date"].map { v throws(Hint) in try RequestedValue(v).day() } } catch {
            errors["Date"] = [error.text]
        }
        do throws(Hint) {
            value = try json["value"].map { v throws(Hint) in
                try RequestedValue(v).orNull { v throws(Hint) in try v.decimal() }
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
