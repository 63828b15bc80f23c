/// What answers a call; thin: read fields, ask the shop, write the answer.
package typealias Handler = @Sendable (Call) async throws -> Reply

/// One line of the site map: where, who may, what it reads, what answers.
package struct Route: Sendable {
  /// Who gets past the door; what a role may do is decided by ``RouteRights`` and again by the use case.
  package enum Access: Sendable {
    case anyone, signedIn
    /// Whoever has the link: its address is the proof, and nothing that a browser sends along speaks for anybody.
    case linkHolder
    /// Anybody who shops: what their cookie opens is a cart and nothing else, and no other site may fill it.
    case shopper
  }

  /// How refusals are shown and which headers go with the answer.
  package enum Surface: Sendable {
    case api, page
  }

  /// What may follow the headers.
  package enum BodyRule: Sendable, Equatable {
    /// Nothing at all.
    case none
    /// JSON, or nothing, of at most `limit` octets.
    case json(limit: Int)
    /// `application/x-www-form-urlencoded` of at most 64 KiB.
    case form
    /// Octets of one of these media types, for uploads that the handler reads itself.
    case octets(types: [String], limit: Int)
    /// `multipart/form-data` of at most `limit` octets, for files with their fields, or what the other rule says.
    indirect case parts(limit: Int, or: BodyRule)
  }

  /// Whether an Idempotency-Key may or must come with a write.
  package enum KeyRule: Sendable {
    case optional, required
  }

  package let method: String
  package let pattern: String
  package let access: Access
  package let surface: Surface
  package let body: BodyRule
  package let key: KeyRule
  /// The query parameters it knows; any other is refused, but where `*` is among them, for links that other programs lengthen.
  package let query: Set<String>
  package let handler: Handler

  /// Names the route in logs, metrics and idempotency rows, free of anything a caller chose.
  package var name: String { "\(method) \(pattern)" }
}

/// A part of the site map: a prefix, who may enter, and how it answers.
package struct RouteGroup {
  private let prefix: String
  private let access: Route.Access
  private let surface: Route.Surface
  package private(set) var routes: [Route] = []

  package init(_ prefix: String, for access: Route.Access, as surface: Route.Surface) {
    self.prefix = prefix
    self.access = access
    self.surface = surface
  }

  /// A GET, which also answers HEAD.
  package mutating func get(_ pattern: String, _ handler: @escaping Handler, query: [String] = []) {
    add("GET", pattern, .none, .optional, query, handler)
  }

  package mutating func post(
    _ pattern: String, _ handler: @escaping Handler, key: Route.KeyRule = .optional, body: Route.BodyRule? = nil, query: [String] = []
  ) {
    add("POST", pattern, body ?? standardBody, key, query, handler)
  }

  package mutating func patch(_ pattern: String, _ handler: @escaping Handler) {
    add("PATCH", pattern, standardBody, .optional, [], handler)
  }

  package mutating func put(_ pattern: String, _ handler: @escaping Handler) {
    add("PUT", pattern, standardBody, .optional, [], handler)
  }

  package mutating func delete(_ pattern: String, _ handler: @escaping Handler) {
    add("DELETE", pattern, standardBody, .optional, [], handler)
  }

  private var standardBody: Route.BodyRule { surface == .api ? .json(limit: 1_048_576) : .form }

  private mutating func add(
    _ method: String, _ pattern: String, _ body: Route.BodyRule, _ key: Route.KeyRule, _ query: [String], _ handler: @escaping Handler
  ) {
    routes.append(
      Route(
        method: method, pattern: prefix + pattern, access: access, surface: surface, body: body, key: key, query: Set(query),
        handler: handler))
  }
}
