/// One part of the matter's page: its rows, and the form that adds one. Every text is finished, so that templates
/// never compute.
package struct CardModel: Sendable {
    package let id: String
    package let title: String
    package let hint: String
    package let hasHint: Bool
    /// Labelled values.
    package let facts: [Fact]
    package let hasFacts: Bool
    package let rows: [RowModel]
    package let hasRows: Bool
    /// Shown at once.
    package let forms: [FormModel]
    /// Folded away until somebody wants them.
    package let folds: [FoldModel]

    package struct Fact: Sendable {
        package let label: String
        package let value: String

        package init(label: String, value: String) {
            self.label = label
            self.value = value
        }
    }

    package init(
        _ id: String, _ title: String, hint: String = "", facts: [Fact] = [], rows: [RowModel] = [],
        forms: [FormModel] = [],
        folds: [FoldModel] = []
    ) {
        self.id = id
        self.title = title
        self.hint = hint
        hasHint = !hint.isEmpty
        self.facts = facts
        hasFacts = !facts.isEmpty
        self.rows = rows
        hasRows = !rows.isEmpty
        self.forms = forms
        self.folds = folds
    }
}

package struct RowModel: Sendable {
    package let text: String
    package let detail: String
    package let tag: String
    package let hasTag: Bool
    /// A word for the style sheet.
    package let tone: String
    package let isFinished: Bool
    /// Where the row leads, for those that lead somewhere.
    package let href: String
    package let hasHref: Bool
    /// One-button forms that stand at the row.
    package let quick: [FormModel]
    package let folds: [FoldModel]

    package init(
        _ text: String, detail: String, tag: String = "", tone: String = "plain", isFinished: Bool = false,
        href: String = "", quick: [FormModel] = [], folds: [FoldModel] = []
    ) {
        self.text = text
        self.detail = detail
        self.tag = tag
        hasTag = !tag.isEmpty
        self.tone = tone
        self.isFinished = isFinished
        self.href = href
        hasHref = !href.isEmpty
        self.quick = quick
        self.folds = folds
    }
}

/// Forms behind a word; open when one of them was refused.
package struct FoldModel: Sendable {
    package let title: String
    /// The word in full, where it alone would not say what it is about.
    package let spoken: String
    package let isOpen: Bool
    package let forms: [FormModel]

    package init(_ title: String, about subject: String = "", _ forms: [FormModel]) {
        self.title = title
        spoken = subject.isEmpty ? title : title + ": " + subject
        isOpen = forms.contains(where: \.hasError)
        self.forms = forms
    }
}
