/// One page of a searched list: its rows, and the links to the pages before and after it.
package struct ListModel: Sendable {
    package struct Row: Sendable {
        let href: String
        let name: String
        let detail: String
        let state: String
        let mark: String
        let markTone: String

        /// - Parameters:
        ///   - mark: a second tag; empty for none.
        ///   - markTone: a class of the style sheet.
        package init(
            href: String, name: String, detail: String, state: String, mark: String = "", markTone: String = "plain"
        ) {
            self.href = href
            self.name = name
            self.detail = detail
            self.state = state
            self.mark = mark
            self.markTone = markTone
        }
    }

    package static let rowsMax = 20

    let rows: [Row]
    let emptyHint: String
    /// Such as `1–20 of 240 matters`; empty without rows.
    let range: String
    let previous: String?
    let next: String?
    /// The form that adds to the list.
    let creation: FoldModel

    /// - Parameters:
    ///   - count: the number of rows on all pages.
    ///   - page: counts from 1.
    ///   - address: the URL of a page of the same search.
    package init(
        _ rows: [Row], of count: Int, _ noun: String, page: Int, emptyHint: String, creation: FoldModel,
        address: (_ page: Int) -> String
    ) {
        let offset = Self.offset(ofPage: page)
        self.rows = rows
        self.emptyHint = emptyHint
        range = rows.isEmpty ? "" : "\(offset + 1)–\(offset + rows.count) of \(count) \(noun)"
        previous = page > 1 ? address(page - 1) : nil
        next = offset + rows.count < count ? address(page + 1) : nil
        self.creation = creation
    }

    /// The number of rows before a page.
    package static func offset(ofPage page: Int) -> Int { (page - 1) * rowsMax }

    /// The page number in a query string, from 1; a missing or invalid one is 1.
    package static func page(_ parameters: [String: String], upTo pageMax: Int = 1_000_000) -> Int {
        min(max(Int(parameters["page"] ?? "") ?? 1, 1), pageMax)
    }

    /// The URL of a page of a list, without empty parameters and without the number of the first page.
    package static func address(_ path: String, _ parameters: [(name: String, value: String)], page: Int) -> String {
        let all = parameters + [("page", page == 1 ? "" : String(page))]
        let parts = all.filter { !$0.value.isEmpty }.map { $0.name + "=" + $0.value.percentEncoded }
        return path + (parts.isEmpty ? "" : "?" + parts.joined(separator: "&"))
    }
}
