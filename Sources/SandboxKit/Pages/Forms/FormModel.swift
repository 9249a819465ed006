/// The model of a form.
package struct FormModel: Sendable {
    package struct HiddenField: Sendable {
        package let name: String
        package let value: String
    }

    /// The only one on the page; the ids of its parts begin with it.
    package let id: String
    package let action: String
    package let button: String
    /// The button in full, where its word alone would not say what it acts on.
    package let spoken: String
    /// The events that the form causes.
    package let fires: String
    package let isPlain: Bool
    package let isUpload: Bool
    package let hidden: [HiddenField]
    package let fields: [FieldModel]
    package let error: String
    package let hasError: Bool
}

/// A refused form: its page is shown again with the error and the input.
package struct FormRefusal: Sendable {
    /// The name of the form's handler.
    package let handler: String
    package let detail: String
    package let typed: Submission

    package init(handler: String, detail: String, typed: Submission) {
        self.handler = handler
        self.detail = detail
        self.typed = typed
    }
}

/// The server side of a form. Its name is the last part of the form's address.
package protocol FormHandler {
    var name: String { get }
    /// Shown under the button: the events that the form causes.
    var announcement: String { get }
}

/// Builds the forms of one page.
package struct FormBuilder<Handler: FormHandler> {
    /// Where the page's forms are sent; ends without a slash.
    package let path: String
    package let refusal: FormRefusal?

    package init(path: String, refusal: FormRefusal?) {
        self.path = path
        self.refusal = refusal
    }

    package func form(
        _ handler: Handler, record: String = "", of collection: String = "", _ button: String,
        about subject: String = "",
        isPlain: Bool = false, hidden: [(name: String, value: String)] = [], _ fields: [FieldModel] = []
    ) -> FormModel {
        let id = [handler.name, collection, record].filter { !$0.isEmpty }.joined(separator: "-")
        let refusal = isRefused(handler, record, collection) ? refusal : nil
        let standing = [("record", record), ("collection", collection)].filter { !$0.1.isEmpty }
        return FormModel(
            id: id, action: path + "/" + handler.name, button: button,
            spoken: subject.isEmpty ? button : button + ": " + subject, fires: handler.announcement, isPlain: isPlain,
            isUpload: fields.contains(where: \.isFile),
            hidden: (standing + hidden).map { .init(name: $0.0, value: $0.1) },
            fields: Self.named(fields, of: id, refusal), error: refusal?.detail ?? "", hasError: refusal != nil)
    }

    package func isRefused(_ handler: Handler, _ record: String = "", _ collection: String = "") -> Bool {
        guard let refusal else { return false }
        return refusal.handler == handler.name && refusal.typed.record == record
            && refusal.typed["collection"] == collection
    }

    private static func named(_ fields: [FieldModel], of form: String, _ refusal: FormRefusal?) -> [FieldModel] {
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
