import Hummingbird
import Testing

@testable import Web

@Suite struct `The form of an endpoint` {
    @Test(arguments: [
        ("", EndpointForm()), ("url=https%3A%2F%2Fin.example%2F&more=1", EndpointForm(url: "https://in.example/")),
        ("description=Our+%C3%A9%26", EndpointForm(description: "Our é&")),
        ("events%5B%5D=a&events[]=b", EndpointForm(events: ["a", "b"])),
    ])
    func `is read as browsers write it`(_ text: String, _ form: EndpointForm) throws {
        #expect(try URLEncodedFormDecoder().decode(EndpointForm.self, from: text) == form)
    }

    @Test(arguments: ["url=%zz", "url=a&url=b", "url[]=a"])
    func `is refused when it is not the portal's own`(_ text: String) {
        #expect(throws: (any Error).self) { try URLEncodedFormDecoder().decode(EndpointForm.self, from: text) }
    }
}
