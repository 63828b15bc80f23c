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

  /// One link, and one network address, at which transfers are told.
  package static func transfer(_ linkHash: String) -> String { "transfer:\(linkHash)" }

  package static func transferFrom(_ address: String?) -> String { "transfer-from:\(address.map(network) ?? "local")" }

  /// One link, one network address, and the shop, at which payments are begun.
  package static func linkPayment(_ linkHash: String) -> String { "link-payment:\(linkHash)" }

  package static func linkPaymentFrom(_ address: String?) -> String { "link-payment-from:\(address.map(network) ?? "local")" }

  package static let linkPayments = "link-payments"
  /// One network address at which carts are begun, and at which they become orders.
  package static func cart(_ address: String?) -> String { "cart:\(address.map(network) ?? "local")" }

  package static func shopOrder(_ address: String?) -> String { "shop-order:\(address.map(network) ?? "local")" }

  /// One visitor of the web chat, and one network address at which messages are written, conversations begun and pictures sent.
  package static func chat(_ visitorHash: String) -> String { "chat:\(visitorHash)" }

  package static func chatFrom(_ address: String?) -> String { "chat-from:\(address.map(network) ?? "local")" }

  package static func chatBegunFrom(_ address: String?) -> String { "chat-begun-from:\(address.map(network) ?? "local")" }

  /// The shop, at whose chat messages are written and pictures sent.
  package static let chatWords = "chat-words"
  package static let chatPictures = "chat-pictures"

  package static func chatPictureFrom(_ address: String?) -> String { "chat-picture-from:\(address.map(network) ?? "local")" }

  /// That somebody came back from a payment of a link that was made.
  package static func linkPaid(_ id: ID<Payment>) -> String { "link-paid:\(id)" }

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
