import HTTPTypes
import Hummingbird
import NIOCore

/// What the firm's staff do in the system itself and the interface has no way to do.
extension ControlController {
    /// Deletes a matter as staff would: it is marked, left out of every list, and no hook tells of it.
    func addMatterRoutes(to router: Router<SandboxContext>) {
        router.delete("control/matters/:id") { request, context in
            try context.requireLoopback()
            try request.requireLocalName()
            try request.requireOwnPage()
            let id = try context.parameters.require("id")
            return await RESTFailure.answering(context) {
                try await world.change { try $0.delete(try $0.find(Catalogue.actions, id)) }
                return Response(status: .noContent)
            }
        }
    }
}
