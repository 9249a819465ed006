/// The templates by name. They name values and never compute: what a page says is decided in its model.
enum Templates {
    static let all: [String: String] = [
        "head": Shell.head, "foot": Shell.foot, "status": Shell.status,
        "matter-list": MatterListTemplate.page,
        "matter": MatterTemplate.page, "matter-summary": MatterTemplate.summary, "matter-todo": MatterTemplate.todo,
        "matter-item": MatterTemplate.item, "matter-timeline": MatterTemplate.timeline,
        "matter-facts": MatterTemplate.facts,
        "matter-work": MatterWorkTemplate.work, "matter-work-lines": MatterWorkTemplate.lines,
        "endpoints": EndpointTemplates.list, "endpoint": EndpointTemplates.page,
        "delivery": EndpointTemplates.delivery,
        "sign-in": SimpleTemplates.signIn, "message": SimpleTemplates.message,
    ]
}
