import Storage

/// The matter's own fields.
extension MatterPageQuery {
    func collectionCards(_ reading: CollectionReading, isMultiple: Bool) -> [CardModel] {
        FirmSetUp.collections.filter { $0.isMultiple == isMultiple }.map { collection in
            let entries = reading.entries(of: collection)
            return isMultiple ? listCard(collection, entries) : fieldsCard(collection, entries.first?.values ?? [:])
        }
    }

    private func fieldsCard(_ collection: FirmSetUp.Collection, _ values: [String: String]) -> CardModel {
        CardModel(
            collection.name, collection.label,
            rows: collection.fields.map { RowModel(values[$0.name] ?? "–", detail: $0.label) },
            folds: [
                FoldModel(
                    "Change", about: collection.label,
                    [forms.form(.setValues, of: collection.name, "Save", fields(collection, values))])
            ])
    }

    private func listCard(_ collection: FirmSetUp.Collection, _ entries: [CollectionReading.Entry]) -> CardModel {
        CardModel(
            collection.name, collection.label,
            rows: entries.map { entryRow(collection, $0) },
            folds: [
                FoldModel(
                    "Add", about: collection.label,
                    [forms.form(.addRecord, of: collection.name, "Add", fields(collection, [:]))])
            ])
    }

    private func entryRow(_ collection: FirmSetUp.Collection, _ entry: CollectionReading.Entry) -> RowModel {
        let texts = collection.fields.filter { $0.type != "Boolean" }.map { field in
            let value = entry.values[field.name] ?? ""
            return field.type == "DateNM" && !value.isEmpty ? "due " + value : value
        }
        let isDone = entry.values["done"] == "T"
        let title = texts.first ?? ""
        return RowModel(
            title, detail: texts.dropFirst().filter { !$0.isEmpty }.joined(separator: ", "),
            tag: isDone ? "done" : "", tone: "good", isFinished: isDone,
            quick: collection.name == FirmSetUp.outstanding.name ? [tickForm(entry, title, isDone: isDone)] : [],
            folds: [
                FoldModel(
                    "Change", about: title,
                    [
                        forms.form(
                            .editRecord, record: entry.record, of: collection.name, "Save", about: title,
                            fields(collection, entry.values)),
                        forms.form(.deleteRecord, record: entry.record, "Delete", about: title, isPlain: true),
                    ])
            ])
    }

    private func tickForm(_ entry: CollectionReading.Entry, _ title: String, isDone: Bool) -> FormModel {
        forms.form(
            .tickItem, record: entry.record, isDone ? "Reopen" : "Tick off", about: title, isPlain: true,
            hidden: [("done", isDone ? "F" : "T")])
    }

    private func fields(_ collection: FirmSetUp.Collection, _ values: [String: String]) -> [FieldModel] {
        collection.fields.map { field in
            let value = values[field.name] ?? ""
            return switch field.type {
            case "Boolean": .tick(field.name, field.label, value == "T")
            case "DateNM": .line(field.name, field.label, value, type: "date", isRequired: false)
            case "TextArea": .area(field.name, field.label, value, isRequired: false)
            default: .line(field.name, field.label, value, isRequired: false)
            }
        }
    }
}
