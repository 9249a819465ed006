import Matters

extension ActionStepClient {
    func workflows() async throws(PracticeFailure) -> [Workflow] {
        let types = try await api.all("actiontypes").flatMap(\.records)
        var (steps, nodes): ([ActionStepRecord], [ActionStepRecord]) = ([], [])
        for ids in ActionStepURL.chunks(types.map(\.id).filter(ActionStepURL.isID)) {
            let query = [("actionType", ids.joined(separator: ","))]
            steps += try await api.all("steps", query).flatMap(\.records)
            nodes += try await api.all("nodes", query).flatMap(\.records)
        }
        let order = Self.order(of: nodes)
        return types.map { type in
            let own = steps.filter { ($0.link("actionType") ?? $0.idParts.first) == type.id }
            return Workflow(
                typeRef: type.id, typeName: type.text("name") ?? type.id,
                steps: own.sorted { Self.place($0, in: order) < Self.place($1, in: order) }.map {
                    Workflow.Step(ref: $0.id, name: $0.text("stepName") ?? $0.id)
                })
        }
    }

    /// Where each step first stands in the tree: a step can have several nodes, and only nodes have a weight.
    private static func order(of nodes: [ActionStepRecord]) -> [String: Int64] {
        var order: [String: Int64] = [:]
        for node in nodes where node.text("isActive") != "F" {
            guard let type = node.link("actionType"), let number = node.text("stepNumber") else { continue }
            let weight = node.integer("weight") ?? .max
            order["\(type)--\(number)"] = min(order["\(type)--\(number)"] ?? .max, weight)
        }
        return order
    }

    /// Steps without a node come last, by number.
    private static func place(_ step: ActionStepRecord, in order: [String: Int64]) -> (Int64, Int64, String) {
        (order[step.id] ?? .max, step.integer("stepNumber") ?? .max, step.id)
    }
}
