/// Whose tries an ``AttemptBudget`` counts.
package enum SignInSubject {
  package static func pin(of id: ID<Staff>, at register: ID<Register>) -> String { pins(of: id) + register.text }

  /// What the subjects of one person's PIN begin with.
  package static func pins(of id: ID<Staff>) -> String { "pin:\(id.text):" }

  /// A till as a whole.
  package static func till(_ id: ID<Register>) -> String { "till:\(id.text)" }

  /// Somebody asked to approve by a program, which stands at no till.
  package static func approval(of id: ID<Staff>, for requester: String) -> String { pins(of: id) + requester }

  package static func password(_ email: String) -> String { "password:\(email)" }

  /// A network address; nil (a local socket) is one subject too.
  package static func peer(_ address: String?) -> String { "peer:\(address.map(network) ?? "local")" }

  package static func link(_ address: String?) -> String { "link:\(address.map(network) ?? "local")" }

  package static func checkout(_ address: String?) -> String { "checkout:\(address.map(network) ?? "local")" }

  /// An IPv4 address as it is; of an IPv6 address the first half, because whoever has one has all 2^64 that begin with it.
  static func network(_ address: String) -> String {
    guard address.utf8.contains(UInt8(ascii: ":")), !address.utf8.contains(UInt8(ascii: ".")) else { return address }
    let halves = address.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
    var groups = halves[0].split(separator: ":").map(String.init)
    if halves.count == 2 {
      let tail = halves[1].split(separator: ":").map(String.init)
      groups += Array(repeating: "0", count: max(0, 8 - groups.count - tail.count)) + tail
    }
    return groups.prefix(4).joined(separator: ":") + "::"
  }
}
