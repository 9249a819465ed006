import SandboxKit

/// The cards of data collections.
extension MatterPageQuery {
    /// All but the outstanding items, which have a card higher up.
    func otherCards(_ reading: CollectionReading) -> [CardModel] {
        FirmSetUp.collections.filter { $0.name != FirmSetUp.outstanding.name }.map { collection in
            collection.isMultiple ? listCard(collection, reading) : fieldsCard(collection, reading)
        }
    }

    private func fieldsCard(_ collection: FirmSetUp.Collection, _ reading: CollectionReading) -> CardModel {
        let values = reading.values(of: collection)
        return CardModel(
            collection.name, collection.label, facts: collection.fields.map { .init($0.label, values[$0.name] ?? "–") },
            folds: [
                fold(
                    "Change", about: collection.label, .setValues, of: collection.name, "Save",
                    fields(collection, values))
            ])
    }

    func listCard(_ collection: FirmSetUp.Collection, _ reading: CollectionReading) -> CardModel {
        CardModel(
            collection.name, collection.label,
            hint: collection.name == FirmSetUp.outstanding.name
                ? "Ticking off \(MatterFormHandler.tickItem.announcement)." : "",
            rows: reading.entries(of: collection).map { entryRow(collection, $0) },
            folds: [
                fold("Add", about: collection.label, .addRecord, of: collection.name, "Add", fields(collection, [:]))
            ])
    }

    private func entryRow(_ collection: FirmSetUp.Collection, _ entry: CollectionReading.Entry) -> RowModel {
        let texts = collection.fields.filter { $0.kind != .tick }.map { field in
            let value = entry.values[field.name] ?? ""
            return field.kind == .date && !value.isEmpty ? "due " + value : value
        }
        let isDone = entry.values["done"] == "T"
        let title = texts.first ?? ""
        let change = changeFold(
            entry.record, about: title, of: collection.name,
            edit: (.editRecord, "Save", fields(collection, entry.values)), delete: (.deleteRecord, "Delete"))
        return RowModel(
            title, detail: texts.dropFirst().filter { !$0.isEmpty }.joined(separator: ", "),
            tag: isDone ? "done" : "", tone: "good", isFinished: isDone,
            quick: collection.name == FirmSetUp.outstanding.name ? [tickForm(entry, title, isDone: isDone)] : [],
            folds: [change])
    }

    private func tickForm(_ entry: CollectionReading.Entry, _ title: String, isDone: Bool) -> FormModel {
        forms.form(
            .tickItem, record: entry.record, isDone ? "Reopen" : "Tick off", about: title, isPlain: true,
            hidden: [("done", isDone ? "F" : "T")])
    }

    private func fields(_ collection: FirmSetUp.Collection, _ values: [String: String]) -> [FieldModel] {
        collection.fields.map { field in
            let value = values[field.name] ?? ""
            return switch field.kind {
            case .tick: .tick(field.name, field.label, value == "T")
            case .date: .line(field.name, field.label, value, type: "date", isRequired: false)
            case .choice: .choice(field.name, field.label, choices(of: field, value))
            case .area: .area(field.name, field.label, value, isRequired: false)
            case .line, .money, .timeOfDay: .line(field.name, field.label, value, isRequired: false)
            }
        }
    }

    /// The empty choice, the field's choices, and the current value if it is not among them.
    private func choices(of field: FirmSetUp.CollectionField, _ value: String) -> [FieldModel.Choice] {
        let offered = [""] + (FirmSetUp.choices[field.name] ?? [])
        return (offered.contains(value) ? offered : offered + [value]).map {
            FieldModel.Choice(value: $0, text: $0.isEmpty ? "–" : $0, isChosen: $0 == value)
        }
    }
}
