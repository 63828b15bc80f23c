/// Finds the route of a method and path. A path is matched byte for byte: what is not spelt as in the site map does not exist.
package struct RouteTable: Sendable {
  /// What a path leads to.
  package enum Match: Sendable {
    case found(Route, parameters: [(name: String, value: String)])
    /// The path exists under these methods.
    case wrongMethod(allowed: [String])
    case unknown
  }

  private struct Node: Sendable {
    var literals: [String: Int] = [:]
    var parameter: (name: String, node: Int)?
    var routes: [String: Route] = [:]
  }

  private var nodes: [Node] = [Node()]
  /// Every route in the order of the site map.
  package private(set) var routes: [Route] = []

  package init(_ groups: RouteGroup...) {
    for group in groups {
      for route in group.routes { add(route) }
    }
  }

  private mutating func add(_ route: Route) {
    var index = 0
    for segment in Self.segments(route.pattern) ?? [] {
      index = step(from: index, through: segment)
    }
    precondition(nodes[index].routes[route.method] == nil, "The site map has \(route.name) twice.")
    nodes[index].routes[route.method] = route
    routes.append(route)
  }

  private mutating func step(from index: Int, through segment: Substring) -> Int {
    let isParameter = segment.first == "{" && segment.last == "}"
    if isParameter, let parameter = nodes[index].parameter { return parameter.node }
    if !isParameter, let next = nodes[index].literals[String(segment)] { return next }
    let next = nodes.count
    nodes.append(Node())
    if isParameter {
      nodes[index].parameter = (String(segment.dropFirst().dropLast()), next)
    } else {
      nodes[index].literals[String(segment)] = next
    }
    return next
  }

  /// HEAD is answered wherever GET is.
  package func match(_ method: String, _ path: String) -> Match {
    guard let segments = Self.segments(path) else { return .unknown }
    var parameters: [(name: String, value: String)] = []
    guard let node = find(segments[...], at: 0, &parameters), !nodes[node].routes.isEmpty else { return .unknown }
    let routes = nodes[node].routes
    if let route = routes[method == "HEAD" ? "GET" : method] { return .found(route, parameters: parameters) }
    let allowed = routes["GET"] == nil ? Array(routes.keys) : routes.keys + ["HEAD"]
    return .wrongMethod(allowed: allowed.sorted())
  }

  /// Names before parameters, so that `/orders/calculate` is not an order.
  private func find(_ rest: ArraySlice<Substring>, at index: Int, _ parameters: inout [(name: String, value: String)]) -> Int? {
    guard let segment = rest.first else { return index }
    if let next = nodes[index].literals[String(segment)], let found = find(rest.dropFirst(), at: next, &parameters),
      !nodes[found].routes.isEmpty
    {
      return found
    }
    guard let parameter = nodes[index].parameter else { return nil }
    parameters.append((parameter.name, String(segment)))
    if let found = find(rest.dropFirst(), at: parameter.node, &parameters) { return found }
    parameters.removeLast()
    return nil
  }

  /// The parts between the slashes; nil for a path with an empty part (a double or trailing slash) or with characters outside
  /// `A-Z a-z 0-9 - . _ ~ { }`: nothing here is spelt with escapes, so an escaped spelling is another path.
  private static func segments(_ path: String) -> [Substring]? {
    guard path.utf8.first == UInt8(ascii: "/"), path.utf8.count <= 1024 else { return nil }
    guard path != "/" else { return [] }
    let parts = path.dropFirst().split(separator: "/", maxSplits: 16, omittingEmptySubsequences: false)
    let areNames = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isPlain) && $0 != "." && $0 != ".." }
    return areNames ? parts : nil
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "{"), UInt8(ascii: "}"): true
    default: false
    }
  }
}
