import Matters
import SandboxKit
import Storage

/// The cards that only contracts have: document, terms and key dates.
extension MatterOrContractPageQuery {
    func documentCard() throws -> CardModel {
        let document = try LawVuFileTables.document(of: item.id, in: query.reading)
        return CardModel(
            "text", "The contract’s text",
            rows: document.map { [RowModel($0.name, detail: LawVuLabels.detail(of: $0))] } ?? [],
            folds: [FoldModel("Upload a new text", [forms.form(.text, "Upload", [.file("file", "File")])])])
    }

    func termsCard() -> CardModel {
        CardModel(
            "terms", "Terms",
            forms: [
                forms.form(
                    .terms, "Save", isPlain: true,
                    [
                        .line("value", "Value", item.value?.text ?? "", isRequired: false),
                        .line("expiry", "Expires", item.expiry?.text ?? "", type: "date", isRequired: false),
                        .line("executed", "Executed", item.executed?.text ?? "", type: "date", isRequired: false),
                    ])
            ])
    }

    func keyDatesCard() throws -> CardModel {
        CardModel(
            "key-dates", "Key dates",
            rows: try LawVuPartTables.keyDates(of: item, in: query.reading).map { date in
                RowModel(
                    date.name, detail: date.date.text,
                    folds: [
                        FoldModel(
                            "Move", about: date.name,
                            [
                                forms.form(
                                    .moveKeyDate, record: String(date.id), "Move", about: date.name,
                                    [.line("date", "Date", date.date.text, type: "date")])
                            ])
                    ])
            },
            folds: [
                FoldModel(
                    "Add a key date",
                    [forms.form(.addKeyDate, "Add", [.line("name", "Name"), .line("date", "Date", type: "date")])])
            ])
    }
}
