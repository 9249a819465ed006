extension Pages {
    func endpoints(_ query: EndpointListQuery, for reader: PageReader) -> String {
        render(EndpointListModel(query, reader: reader, firm: firm, words: words(reader.now)), with: "endpoints")
    }

    func endpoint(_ query: EndpointQuery, for reader: PageReader) -> String {
        render(EndpointModel(query, reader: reader, firm: firm, words: words(reader.now)), with: "endpoint")
    }

    func delivery(_ query: DeliveryQuery, for reader: PageReader) -> String {
        render(DeliveryModel(query, reader: reader, firm: firm, words: words(reader.now)), with: "delivery")
    }
}
