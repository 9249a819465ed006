/// The model of a form.
package struct FormModel: Sendable {
    struct HiddenField: Sendable {
        let name: String
        let value: String
    }

    /// The only one on the page; the ids of its parts begin with it.
    let id: String
    let action: String
    let button: String
    /// The label of the button for screen readers, with its subject.
    let spoken: String
    /// The events that the form causes.
    let fires: String
    let isPlain: Bool
    let isUpload: Bool
    let hidden: [HiddenField]
    let fields: [FieldModel]
    /// Why it was refused; empty otherwise.
    let error: String
}

/// A refused form: its page is shown again with the error and the input.
package struct FormRefusal: Sendable {
    /// The name of the form's handler.
    let handler: String
    package let detail: String
    let typed: Submission

    fileprivate func isOf(_ handler: some FormHandler, _ record: String, _ collection: String) -> Bool {
        self.handler == handler.name && typed.record == record && typed["collection"] == collection
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
    /// The URL of the page's forms, without a slash at its end.
    let path: String
    package let refusal: FormRefusal?

    package init(path: String, refusal: FormRefusal?) {
        self.path = path
        self.refusal = refusal
    }

    package func form(
        _ handler: Handler, record: String = "", of collection: String = "", _ button: String,
        about subject: String = "", isPlain: Bool = false, hidden: [(name: String, value: String)] = [],
        _ fields: [FieldModel] = []
    ) -> FormModel {
        let id = [handler.name, collection, record].filter { !$0.isEmpty }.joined(separator: "-")
        let refusal = refusal.flatMap { $0.isOf(handler, record, collection) ? $0 : nil }
        let selection = [("record", record), ("collection", collection)].filter { !$0.1.isEmpty }
        return FormModel(
            id: id, action: path + "/" + handler.name, button: button,
            spoken: subject.isEmpty ? button : button + ": " + subject, fires: handler.announcement, isPlain: isPlain,
            isUpload: fields.contains(where: \.isFile),
            hidden: (selection + hidden).map { .init(name: $0.0, value: $0.1) },
            fields: Self.named(fields, of: id, refusal), error: refusal?.detail ?? "")
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
