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
            (self.title, self.client, self.origin, self.action) = (title, client, origin, action)
            (self.scopes, self.users, hasUsers) = (scopes, users, !users.isEmpty)
            (self.lasting, self.fields) = (lasting, fields)
        }
    }

    package struct Field: Sendable {
        package let name: String
        package let value: String
    }

    package static let templates = ["consent": consent]

    private static let consent = #"""
        {{> head}}
        <h1>{{title}}</h1>
        <p class="lead">The application <strong>{{client}}</strong> at {{origin}} asks to use the practice system in your name.</p>
        <section class="card" aria-labelledby="scopes">
        <h2 id="scopes">It may then read and change</h2>
        <ul>
        {{#scopes}}<li>{{.}}</li>{{/scopes}}
        </ul>
        <form method="post" action="{{action}}">
        {{#fields}}<input type="hidden" name="{{name}}" value="{{value}}">{{/fields}}
        {{#hasUsers}}<fieldset class="users"><legend>It is let in as</legend>
        {{#users}}<label class="tick"><input type="radio" name="user" value="{{id}}"{{#isFirst}} checked{{/isFirst}}> {{name}}</label>{{/users}}
        </fieldset>{{/hasUsers}}
        <div class="row">
        <button name="decision" value="allow">Allow</button>
        <button class="small" name="decision" value="deny">Deny</button>
        </div>
        </form>
        </section>
        <p class="quiet">Either way you go back to {{origin}}. It can use what you allow {{lasting}}.</p>
        {{> foot}}
        """#
}
