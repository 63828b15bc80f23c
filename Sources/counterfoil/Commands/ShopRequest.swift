import JSON

/// What a command asks of the shop: the same whether it is carried out in this process or by the server through its socket.
struct ShopRequest: Sendable, Equatable {
  enum Verb: String, Sendable, CaseIterable {
    case importFile = "import"
    case export
    case createToken = "token_create"
    case addStaff = "staff_add"
    case resetStaff = "staff_reset"
    case backup, doctor
    case markRestored = "mark_restored"
    case release

    /// Whether a server that alone has the data must be stopped for it, since it would not look at what changes.
    var needsRest: Bool { self == .markRestored }

    /// Whether it leaves the shop as it is.
    var onlyLooks: Bool { [.export, .backup, .doctor].contains(self) }
  }

  let verb: Verb
  /// The options by name; what was not given is absent.
  private(set) var fields: [String: String] = [:]

  init(_ verb: Verb, _ fields: [String: String?] = [:]) {
    self.verb = verb
    self.fields = fields.compactMapValues(\.self)
  }

  subscript(name: String) -> String? { fields[name] }

  /// A field that the command always sends.
  func required(_ name: String) throws -> String {
    guard let value = fields[name] else { throw CommandFailure("The request lacks \(name).") }
    return value
  }

  /// One line of JSON, without its end.
  var bytes: [UInt8] {
    let members = fields.sorted { $0.key < $1.key }.map { (key: $0.key, value: JSON.string($0.value)) }
    return JSON.object([(key: "verb", value: .string(verb.rawValue)), (key: "fields", value: .object(members))]).bytes
  }

  init(bytes: [UInt8]) throws {
    let json = try JSON.read(bytes, limits: JSONLimits(bytes: Self.longest, depth: 4))
    guard case .string(let name)? = json["verb"], let verb = Verb(rawValue: name), case .object(let members)? = json["fields"] else {
      throw CommandFailure("The server does not know this command. Restart it if it is older than the program.")
    }
    self.verb = verb
    for member in members {
      if case .string(let text) = member.value { fields[member.key] = text }
    }
  }

  /// Octets of a request: a file to be imported travels within it.
  static let longest = 128 * 1024 * 1024
}
