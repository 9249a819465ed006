import Matters
import SandboxKit
import Storage

/// What only contracts have.
extension DossierPageQuery {
    func textCard() throws -> CardModel {
        let document = try FileRows.document(of: dossier.id, in: look.reading)
        return CardModel(
            "text", "The contract’s text",
            rows: document.map { [RowModel($0.name, detail: LawVuWords.detail(of: $0))] } ?? [],
            folds: [FoldModel("Upload a new text", [forms.form(.text, "Upload", [.file("file", "File")])])])
    }

    func termsCard() -> CardModel {
        CardModel(
            "terms", "Terms",
            forms: [
                forms.form(
                    .terms, "Save", isPlain: true,
                    [
                        .line("value", "Value", dossier.value?.text ?? "", isRequired: false),
                        .line("expiry", "Expires", dossier.expiry?.text ?? "", type: "date", isRequired: false),
                        .line("executed", "Executed", dossier.executed?.text ?? "", type: "date", isRequired: false),
                    ])
            ])
    }

    func keyDatesCard() throws -> CardModel {
        CardModel(
            "key-dates", "Key dates",
            rows: try PartRows.keyDates(of: dossier, in: look.reading).map { date in
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
