import Matters
import Storage

/// How rows of the lists become parts of a matter; column 0 is the matter.
extension MatterLists {
    static func party(_ row: Row) -> Party {
        Party(
            ref: row.text(1), roleName: row.text(2), personRef: row.text(3), name: row.text(4),
            company: row.optionalText(5), email: row.optionalText(6), phone: row.optionalText(7))
    }

    static func document(_ row: Row) -> Document {
        let tags = row.optionalText(10).map(TextList.split)
        return Document(
            ref: row.text(1), name: row.text(3), fileType: row.optionalText(4), sizeBytes: row.integer(5),
            createdAt: row.optionalInstant(6), modifiedAt: row.optionalInstant(7), hasFile: row.flag(8),
            filing: tags.map { Filing(folder: row.optionalText(9), tags: $0) })
    }

    static func note(_ row: Row) -> Note {
        Note(
            ref: row.text(1), text: row.text(2), author: row.optionalText(3), isSystem: row.flag(4),
            notedAt: row.optionalInstant(5), tags: row.optionalText(6).map(TextList.split))
    }

    static func value(_ row: Row) -> DataValue {
        DataValue(
            ref: row.text(1), collection: row.text(2), collectionLabel: row.text(3), field: row.text(4),
            fieldLabel: row.text(5), recordRef: row.text(6), dataType: row.text(7),
            text: row.optionalText(8), order: row.int(9))
    }

    static func entry(_ row: Row) -> Matter.StepEntry {
        Matter.StepEntry(stepRef: row.text(1), stepName: row.text(2), enteredAt: row.instant(3))
    }

    static func task(_ row: Row) -> MatterTask {
        MatterTask(
            ref: row.text(1), name: row.text(2), status: row.text(3), isDone: row.flag(4),
            priority: row.optionalText(5), assignee: row.optionalText(6), dueOn: row.date(7), completedOn: row.date(8))
    }

    static func timeEntry(_ row: Row) -> TimeEntry {
        TimeEntry(
            ref: row.text(1), workedOn: row.date(2), description: row.text(3), person: row.optionalText(4),
            hours: row.decimal(5), billableHours: row.decimal(6), amount: row.decimal(7), isBillable: row.flag(8))
    }

    static func disbursement(_ row: Row) -> Disbursement {
        Disbursement(
            ref: row.text(1), incurredOn: row.date(2), description: row.text(3), quantity: row.decimal(4),
            unitPrice: row.decimal(5), includesTax: row.flag(6), isAnticipated: row.flag(7))
    }
}

/// Short texts in one column, one a line.
enum TextList {
    static func joined(_ texts: [String]) -> String { texts.joined(separator: "\n") }
    static func split(_ column: String) -> [String] { column.split(separator: "\n").map(String.init) }
}
