/// A form, ready to be shown.
struct FormModel: Sendable {
    struct Hidden: Sendable {
        let name: String
        let value: String
    }

    /// Also what the page jumps to when the form is refused.
    let id: String
    let action: String
    let button: String
    /// The button in full, where its word alone would not say what it acts on.
    let spoken: String
    /// What goes out to the hooks.
    let fires: String
    let isPlain: Bool
    let isUpload: Bool
    let hidden: [Hidden]
    let fields: [FieldModel]
    let error: String
    let hasError: Bool
}

/// What could not be done, and what was typed: the page is shown again with both.
struct Refusal: Sendable {
    let deed: String
    let detail: String
    let typed: Submission
}

/// Something that a form does: its name is the last part of the form's address.
protocol FormDeed {
    var name: String { get }
    /// Stands under the button, so that nobody wonders what a hook will hear.
    var announcement: String { get }
}

/// Makes the forms of one page.
struct FormMaker<Deed: FormDeed> {
    /// Where the page's deeds are sent; ends without a slash.
    let path: String
    let refusal: Refusal?

    func form(
        _ deed: Deed, record: String = "", of collection: String = "", _ button: String, about subject: String = "",
        isPlain: Bool = false, hidden: [(name: String, value: String)] = [], _ fields: [FieldModel] = []
    ) -> FormModel {
        let id = [deed.name, collection, record].filter { !$0.isEmpty }.joined(separator: "-")
        let refusal = isRefused(deed, record, collection) ? refusal : nil
        let standing = [("record", record), ("collection", collection)].filter { !$0.1.isEmpty }
        return FormModel(
            id: id, action: path + "/" + deed.name, button: button,
            spoken: subject.isEmpty ? button : button + ": " + subject, fires: deed.announcement, isPlain: isPlain,
            isUpload: fields.contains(where: \.isFile),
            hidden: (standing + hidden).map { .init(name: $0.0, value: $0.1) },
            fields: Self.named(fields, of: id, refusal), error: refusal?.detail ?? "", hasError: refusal != nil)
    }

    func isRefused(_ deed: Deed, _ record: String = "", _ collection: String = "") -> Bool {
        guard let refusal else { return false }
        return refusal.deed == deed.name && refusal.typed.record == record
            && refusal.typed["collection"] == collection
    }

    private static func named(_ fields: [FieldModel], of form: String, _ refusal: Refusal?) -> [FieldModel] {
        fields.enumerated().map { place, field in
            var field = field
            field.id = form + "-" + field.name
            if let refusal {
                field.fill(refusal.typed.values[field.name] ?? "")
                field.takesFocus = place == 0
            }
            return field
        }
    }
}
