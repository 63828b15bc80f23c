import Documents
import Domain
import UseCases

/// `/admin/tokens`: the keys of programs. A key is shown once, when it is made (B14).
enum TokenPages {
  private static let path = "/admin/tokens"

  static func routes(_ pages: inout RouteGroup) {
    pages.get("/admin/tokens", list, query: ["q", "cursor"])
    pages.get("/admin/tokens/new", new)
    pages.get("/admin/tokens/{id}", show)
  }

  /// What the pages need to know of the shop.
  private struct Facts: Sendable {
    let locations: [Location]
    let timeZone: String

    init(in work: UnitOfWork) throws {
      locations = try work.listLocations(search: nil, page: PageRequest(limit: 200)).elements
      timeZone = try work.readSettings().timeZone
    }

    func name(of location: ID<Location>?) -> String? {
      location.flatMap { id in locations.first { $0.id == id }?.name }
    }
  }

  private static func list(_ call: Call) async throws -> Reply {
    let query = call.query.reader()
    let (search, page) = (query.text("q", limit: 1000), query.page())
    try query.finish()
    let say = call.words("tokens.")
    let (tokens, facts) = try await call.read { (try $0.listTokens(search: search, page: page), try Facts(in: $0)) }
    let wall = { (instant: Instant?) in instant.map { WallClock.text($0, in: facts.timeZone) } }
    var list = ResourceList(
      say("title"), path: path,
      columns: [
        .init(say("name")), .init(say("role")), .init(say("location"), isMinor: true), .init(say("last_used")),
        .init(say("expires"), isMinor: true),
      ],
      rows: tokens.elements.map { token in
        [
          .link(token.name, path: "\(path)/\(token.id)"), .text(call.site.texts.say("office.role.\(token.role.rawValue)")),
          .muted(facts.name(of: token.locationID) ?? say("everywhere")), .muted(wall(token.lastUsedAt) ?? say("never")),
          .muted(wall(token.expiresAt) ?? say("never_expires")),
        ]
      }, next: tokens.next)
    list.search = search
    list.searchHint = say("search")
    list.isLater = page.cursor != nil
    list.empty = (say("empty"), say("empty_text"))
    list.new = (say("new"), "\(path)/new")
    return try await call.office(list, active: "tokens")
  }

  private static func new(_ call: Call) async throws -> Reply {
    try call.principal.require(.manageTokens)
    let principal = try call.principal
    let say = call.words("tokens.")
    let facts = try await call.read { try Facts(in: $0) }
    let roles = Role.allCases.filter { principal.role.mayGrant($0) }.map { role in
      ResourceField.Choice(role.rawValue, call.site.texts.say("office.role.\(role.rawValue)"))
    }
    var form = ResourceForm(new: say("new"), back: (say("title"), path), path: "/tokens", after: path)
    form.sections = [
      ResourceForm.Section(
        say("token"), help: say("new_help"),
        [
          .text("name", say("name"), nil).required().limit(255).help(say("name_help")),
          .choice("role", say("role"), Role.integration.rawValue, roles).help(say("role_help")),
          .choice(
            "location_id", say("location"), nil, facts.locations.map { .init($0.id.text, $0.name) },
            none: principal.locationID == nil ? say("everywhere") : nil),
          .moment("expires_at", say("expires"), nil, in: facts.timeZone).help(say("expires_help")),
        ])
    ]
    form.panels = [ResourcePanel("tokens/shown", [:])]
    return try await call.office(form, active: "tokens", module: "tokens/token-view.js", texts: ["tokens."])
  }

  private static func show(_ call: Call) async throws -> Reply {
    let id = try call.id(of: APIToken.self)
    let (token, facts) = try await call.read { (try $0.takeToken(id), try Facts(in: $0)) }
    let say = call.words("tokens.")
    let wall = { (instant: Instant?) in instant.map { WallClock.text($0, in: facts.timeZone) } }
    var form = ResourceForm(token.name, back: (say("title"), path), path: "/tokens/\(id)")
    form.sections = [
      ResourceForm.Section(
        say("token"),
        [
          .text("name", say("name"), token.name).required().limit(255),
          .fixed(say("role"), call.site.texts.say("office.role.\(token.role.rawValue)")),
          .fixed(say("location"), facts.name(of: token.locationID) ?? say("everywhere")),
          .fixed(say("last_used"), wall(token.lastUsedAt) ?? say("never")), .fixed(say("created"), wall(token.createdAt) ?? ""),
          .fixed(say("expires"), wall(token.expiresAt) ?? say("never_expires")),
        ])
    ]
    if try call.principal.role.mayGrant(token.role) {
      form.removal = .init(say("revoke"), question: say("revoke_question"), path: "/tokens/\(id)", after: path)
    } else {
      form.lock = say("above_you")
    }
    return try await call.office(form, active: "tokens")
  }
}
