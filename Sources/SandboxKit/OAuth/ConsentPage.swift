/// The consent page, in the frame of the sandbox's other pages.
package enum ConsentPage {
    package static let formBytesMax = 16_384

    package struct User: Sendable {
        package let id: String
        package let name: String
        /// The one who is chosen unless a person chooses another.
        package let isFirst: Bool

        package init(id: String, name: String, isFirst: Bool) {
            self.id = id
            self.name = name
            self.isFirst = isFirst
        }
    }

    package struct Model: Sendable {
        package let title: String
        package let client: String
        package let origin: String
        package let action: String
        package let scopes: [String]
        package let users: [User]
        package let hasUsers: Bool
        package let lasting: String
        package let fields: [Field]

        package init(
            title: String, client: String, origin: String, action: String, scopes: [String], users: [User],
            lasting: String, fields: [Field]
        ) {
            self.title = title
            self.client = client
            self.origin = origin
            self.action = action
            self.scopes = scopes
            self.users = users
            hasUsers = !users.isEmpty
            self.lasting = lasting
            self.fields = fields
        }
    }

    package struct Field: Sendable {
        package let name: String
        package let value: String
    }
}
