import Domain
import JSON
import UseCases

/// `/admin/inbox`: the conversations with customers, and one of them with its order beside it (E1, E2). What it shows comes over the API;
/// the page brings the names of staff.
enum InboxPages {
  /// What the address says of the list.
  private static let parameters = ["tab", "q", "channel", "status"]

  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/inbox", show, query: parameters)
    pages.get("/admin/inbox/{conversation_id}", show, query: parameters)
  }

  private static func show(_ call: Call) async throws -> Reply {
    let principal = try call.principal
    let staff = try await call.read { work in
      try principal.require(.readConversations)
      return try work.listStaff(search: nil, page: PageRequest(limit: 200)).elements.filter { $0.disabledAt == nil }
    }
    return try await call.office(
      OfficePage(
        title: call.site.texts.say("inbox.title"), active: "inbox", template: "office/inbox",
        sheets: ["editor", "editor-items", "editor-parts", "editor-money", "status", "inbox", "inbox-thread", "order-panel"],
        module: "inbox/inbox-view.js", texts: ["inbox.", "order_panel.", "editor.", "payments.", "orders.status.", "orders.step."],
        data: start(staff, for: principal)))
  }

  private static func start(_ staff: [Staff], for principal: Principal) -> JSON {
    let names = staff.map { JSON.object([(key: "id", value: .string($0.id.text)), (key: "name", value: .string($0.name))]) }
    let channels: JSON = principal.may(.manageSettings) ? .string("/admin/settings/channels") : .null
    return .object([(key: "staff", value: .array(names)), (key: "channels", value: channels)])
  }
}
