import Testing

/// The source tree against the rules of the house. What each rule catches is shown in `RuleTests`.
@Suite struct StructureTests {
    @Test func `there is something to look at`() {
        #expect(SourceTree.sources.count > 30)
        #expect(SourceTree.tests.count > 3)
    }

    @Test func `imports point down, and each driver has one owner`() {
        #expect(SourceTree.sources.flatMap(ImportRules.findings) == [])
    }

    @Test func `files and functions stay short`() {
        #expect((SourceTree.sources + SourceTree.tests).flatMap(SizeRules.findings) == [])
    }

    @Test(arguments: BannedCall.all)
    func `banned calls are not made`(_ call: BannedCall) {
        #expect(SourceTree.sources.flatMap(call.findings) == [])
    }

    @Test func `no type is named like its module`() {
        #expect(SourceTree.sources.flatMap(NameRules.findings) == [])
    }

    @Test func `every template, style, script and document in an asset folder is embedded, once and under its name`() {
        #expect(SourceTree.assets.count > 10)
        #expect(AssetRules.findings(files: SourceTree.assets, lists: SourceTree.assetLists) == [])
    }

    @Test func `every document has one title`() {
        #expect(SourceTree.markdown.flatMap(MarkdownRules.findings) == [])
    }
}
