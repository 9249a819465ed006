/// One card of a page. Templates read stored properties only and compute no text.
package struct CardModel: Sendable {
    let id: String
    let title: String
    let hint: String
    let facts: [Fact]
    let rows: [RowModel]
    let forms: [FormModel]
    let folds: [FoldModel]

    /// A labelled value.
    package struct Fact: Sendable {
        let label: String
        package let value: String

        package init(_ label: String, _ value: String) {
            self.label = label
            self.value = value
        }
    }

    /// - Parameters:
    ///   - forms: shown at once.
    ///   - folds: shown on request.
    package init(
        _ id: String, _ title: String, hint: String = "", facts: [Fact] = [], rows: [RowModel] = [],
        forms: [FormModel] = [], folds: [FoldModel] = []
    ) {
        self.id = id
        self.title = title
        self.hint = hint
        self.facts = facts
        self.rows = rows
        self.forms = forms
        self.folds = folds
    }
}

package struct RowModel: Sendable {
    let text: String
    let detail: String
    let tag: String
    let tone: String
    let isFinished: Bool
    let href: String
    let quick: [FormModel]
    let folds: [FoldModel]

    /// - Parameters:
    ///   - tag: the state; empty for none.
    ///   - tone: a class of the style sheet.
    ///   - href: the URL that the row leads to; empty for none.
    ///   - quick: forms of one button.
    package init(
        _ text: String, detail: String, tag: String = "", tone: String = "plain", isFinished: Bool = false,
        href: String = "", quick: [FormModel] = [], folds: [FoldModel] = []
    ) {
        self.text = text
        self.detail = detail
        self.tag = tag
        self.tone = tone
        self.isFinished = isFinished
        self.href = href
        self.quick = quick
        self.folds = folds
    }
}

/// Forms behind a summary; open when one of them was refused.
package struct FoldModel: Sendable {
    let title: String
    /// The title for screen readers, with its subject.
    let spoken: String
    let isOpen: Bool
    let forms: [FormModel]

    package init(_ title: String, about subject: String = "", _ forms: [FormModel]) {
        self.title = title
        spoken = subject.isEmpty ? title : title + ": " + subject
        isOpen = forms.contains { !$0.error.isEmpty }
        self.forms = forms
    }

    package init(_ title: String, about subject: String = "", _ forms: FormModel...) {
        self.init(title, about: subject, forms)
    }
}
