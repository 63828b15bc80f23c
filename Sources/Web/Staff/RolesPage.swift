import Domain
import UseCases

/// `/admin/staff/roles`: the policy as people read it, drawn from the table that every use case asks.
enum RolesPage {
  static func show(_ call: Call) async throws -> Reply {
    try call.principal.require(.manageStaff)
    let texts = call.site.texts
    let say = call.words("roles.")
    return try await call.office(
      OfficePage(
        title: say("title"), active: "staff", template: "staff/roles",
        view: [
          "roles": .list(Role.allCases.map { .text(texts.say("office.role.\($0.rawValue)")) }),
          "actions": .list(Action.allCases.map { row($0, texts) }),
        ], sheets: ["office-form"]))
  }

  private static func row(_ action: Action, _ texts: Texts) -> View {
    .object([
      "name": .text(name(of: action, texts)),
      "decisions": .list(
        Role.allCases.map { role in
          let (word, style) =
            switch Policy.decision(action, for: role) {
            case .allow: ("allow", "chip-paid")
            case .needsApproval: ("needs_approval", "chip-on_hold")
            case .deny: ("deny", "chip-canceled")
            }
          return .object(["word": .text(texts.say("roles.\(word)")), "style": .text(style)])
        }),
    ])
  }

  /// The catalogue's words; an action that has none yet is shown by its own name, so that the table is never short of a row.
  private static func name(of action: Action, _ texts: Texts) -> String {
    let key = "roles.action.\(action.rawValue)"
    let words = texts.say(key)
    return words == key ? action.rawValue.split(separator: "_").joined(separator: " ") : words
  }
}
