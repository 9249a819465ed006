extension Pages {
    func endpoints(_ query: EndpointListQuery, for reader: PageViewer) -> String {
        render(EndpointListModel(query, reader: reader, firm: firm, words: words(reader.now)), with: "endpoints")
    }

    func endpoint(_ query: EndpointQuery, for reader: PageViewer) -> String {
        render(EndpointModel(query, reader: reader, firm: firm, words: words(reader.now)), with: "endpoint")
    }

    func delivery(_ query: DeliveryQuery, for reader: PageViewer) -> String {
        render(DeliveryModel(query, reader: reader, firm: firm, words: words(reader.now)), with: "delivery")
    }
}
