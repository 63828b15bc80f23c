import Domain
import Hummingbird

/// A request at the door, before anything is known of it but what its head says.
struct Arrival: Sendable {
  let method: String
  /// Path and query as written.
  let address: String
  let path: String
  let query: String?
  let headers: RequestHeaders
  /// The other end of the connection.
  let peer: String
  private let match: RouteTable.Match

  init(_ request: Request, from peer: String, by table: RouteTable) {
    let target = request.head.path ?? ""
    let parts = target.utf8.split(separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
    method = request.method.rawValue
    address = target
    path = parts.first.map { String(Substring($0)) } ?? ""
    query = parts.count == 2 ? String(Substring(parts[1])) : nil
    headers = RequestHeaders(request)
    match = table.match(method, path)
    self.peer = peer
  }

  /// Names what was meant, for logs and figures: never a text that the caller chose.
  var place: String {
    if case .found(let route, _) = match { route.name } else { "no route" }
  }

  /// - Throws: 404 or 405 where the site map has no such line.
  func route() throws -> (Route, [(name: String, value: String)]) {
    switch match {
    case .found(let route, let parameters): return (route, parameters)
    case .wrongMethod(let allowed): throw WrongMethod(allowed: allowed)
    case .unknown: throw Refusal(.notFound, "There is nothing at this address.")
    }
  }
}

/// 405 with the methods that would have been right.
struct WrongMethod: Error {
  let allowed: [String]

  var reply: Reply {
    Problems.reply(to: Refusal(.methodNotAllowed, "This address takes \(allowed.joined(separator: ", ")) only."))
      .with("Allow", allowed.joined(separator: ", "))
  }
}
