import SandboxKit
import Storage

/// Rows of the seed.
enum SeedRecord {
    static func person(_ id: Int64, _ person: DemoPeople.Person, at moment: Int64) -> ActionStepRecord {
        Catalogue.participants.record([
            "id": .integer(id), "display_name": .text(person.lastName + ", " + person.firstName),
            "display_initials": .text(String(person.firstName.prefix(1) + person.lastName.prefix(1))), "is_company": 0,
            "first_name": .text(person.firstName), "last_name": .text(person.lastName), "email": .text(person.email),
            "phone1_number": .text("491 570 " + String(100 + id % 900)), "physical_state_province": "QLD",
            "physical_country_id": "AU", "division_id": 1, "created_timestamp": .integer(moment),
            "modified_timestamp": .integer(moment),
        ])
    }

    static func company(_ id: Int64, _ name: String, email: String, at moment: Int64) -> ActionStepRecord {
        Catalogue.participants.record([
            "id": .integer(id), "display_name": .text(name), "company_name": .text(name), "is_company": 1,
            "email": .text(email), "physical_country_id": "AU", "division_id": 1, "created_timestamp": .integer(moment),
            "modified_timestamp": .integer(moment),
        ])
    }

    static func role(_ role: Int64, of participant: Int64, in action: Int64, number: Int = 1) -> ActionStepRecord {
        Catalogue.actionParticipants.record([
            "id": .text("\(action)--\(role)--\(participant)"), "participant_number": SQLValue(number),
            "action_id": .integer(action), "participant_type_id": .integer(role),
            "participant_id": .integer(participant),
        ])
    }
}
