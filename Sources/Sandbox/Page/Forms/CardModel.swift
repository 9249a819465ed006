/// One part of the matter's page: its rows, and the form that adds one. Every text is finished, so that templates
/// never compute.
struct CardModel: Sendable {
    let id: String
    let title: String
    let hint: String
    let hasHint: Bool
    /// Labelled values.
    let facts: [Fact]
    let hasFacts: Bool
    let rows: [RowModel]
    let hasRows: Bool
    /// Shown at once.
    let forms: [FormModel]
    /// Folded away until somebody wants them.
    let folds: [FoldModel]

    struct Fact: Sendable {
        let label: String
        let value: String
    }

    init(
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

struct RowModel: Sendable {
    let text: String
    let detail: String
    let tag: String
    let hasTag: Bool
    /// A word for the style sheet.
    let tone: String
    let isFinished: Bool
    /// Where the row leads, for those that lead somewhere.
    let href: String
    let hasHref: Bool
    /// One-button forms that stand at the row.
    let quick: [FormModel]
    let folds: [FoldModel]

    init(
        _ text: String, detail: String, tag: String = "", tone: String = "plain", isFinished: Bool = false,
        href: String = "", quick: [FormModel] = [], folds: [FoldModel] = []
    ) {
        (self.text, self.detail, self.tag, hasTag, self.tone) = (text, detail, tag, !tag.isEmpty, tone)
        (self.isFinished, self.href, hasHref) = (isFinished, href, !href.isEmpty)
        (self.quick, self.folds) = (quick, folds)
    }
}

/// Forms behind a word; open when one of them was refused.
struct FoldModel: Sendable {
    let title: String
    /// The word in full, where it alone would not say what it is about.
    let spoken: String
    let isOpen: Bool
    let forms: [FormModel]

    init(_ title: String, about subject: String = "", _ forms: [FormModel]) {
        (self.title, spoken) = (title, subject.isEmpty ? title : title + ": " + subject)
        (isOpen, self.forms) = (forms.contains(where: \.hasError), forms)
    }
}
