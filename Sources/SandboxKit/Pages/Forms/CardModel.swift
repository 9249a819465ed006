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
        (self.id, self.title, self.hint, hasHint) = (id, title, hint, !hint.isEmpty)
        (self.facts, hasFacts) = (facts, !facts.isEmpty)
        (self.rows, hasRows) = (rows, !rows.isEmpty)
        (self.forms, self.folds) = (forms, folds)
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
        (self.text, self.detail, self.tag, hasTag, self.tone) = (text, detail, tag, !tag.isEmpty, tone)
        (self.isFinished, self.href, hasHref) = (isFinished, href, !href.isEmpty)
        (self.quick, self.folds) = (quick, folds)
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
        (self.title, spoken) = (title, subject.isEmpty ? title : title + ": " + subject)
        (isOpen, self.forms) = (forms.contains(where: \.hasError), forms)
    }
}
