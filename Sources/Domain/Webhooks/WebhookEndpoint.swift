/// A program somewhere that is told of events as they happen.
package struct WebhookEndpoint: Sendable, Equatable, Identified {
  package static let idPrefix = "whk"
  /// The most there may be; each gets a lane of its own, so that a slow one delays nobody.
  package static let most = 20

  package let id: ID<WebhookEndpoint>
  package var url: String
  /// Types it wants: `order.placed`, `payment.*`; all where there is none.
  package var events: [String]
  package var description: String?
  package var isActive: Bool
  /// The only location whose events it gets: that of who made it; nil for all.
  package let locationID: ID<Location>?
  /// Failures since the last delivery that was taken.
  package var failures: Int64
  /// After several failures it is left alone until then; nil while it works.
  package var restingUntil: Instant?
  package let createdAt: Instant
  package var updatedAt: Instant

  package init(id: ID<WebhookEndpoint>, url: String, locationID: ID<Location>?, createdAt: Instant) {
    self.id = id
    self.url = url
    self.locationID = locationID
    self.createdAt = createdAt
    events = []
    isActive = true
    failures = 0
    updatedAt = createdAt
  }

  /// Whether it wants events of this type.
  package func wants(_ type: String) -> Bool {
    events.isEmpty
      || events.contains { wanted in
        wanted == "*" || wanted == type || (wanted.hasSuffix(".*") && type.hasPrefix(wanted.dropLast()))
      }
  }

  /// Refuses what does not fit, and an address that is not out in the world (WHO-01, WHO-02).
  ///
  /// - Parameters:
  ///   - allowed: addresses that the operator lets calls go to although they are inside.
  ///   - ownHost: the name under which the shop itself is found.
  package mutating func settle(allowed: [AllowedAddress], ownHost: String?) throws(Refusal) {
    var checks = FieldChecks()
    description = description?.composed
    checks.text(description, "description", limit: 255)
    if events.count > 50 { checks.fail("events", "too_many", "At most 50 types.") }
    for (index, type) in events.prefix(50).enumerated() where !Self.isType(type) {
      checks.fail("events[\(index)]", "invalid", "A type such as order.placed, a group such as order.*, or * for all.")
    }
    do {
      let address = try OutboundURL(url)
      if let problem = Self.problem(with: address, allowed: allowed, ownHost: ownHost) { checks.fail("url", problem.code, problem.message) }
    } catch {
      checks.fail("url", error.code, error.message)
    }
    try checks.finish()
  }

  private static func problem(with url: OutboundURL, allowed: [AllowedAddress], ownHost: String?) -> OutboundURL.Refused? {
    let isExempt =
      url.address.map { address in allowed.contains { $0.covers(address, port: url.port) } }
      ?? (url.host == "localhost" && allowed.coverLocalhost(port: url.port))
    if isExempt { return nil }
    if url.scheme == .http { return .init(code: "scheme", message: "Events are sent by https only.") }
    let isInside = url.address.map { !$0.isPublic } ?? (url.hasLocalName || url.host == ownHost)
    return isInside ? .init(code: "not_public", message: "This address is not on the public internet, so nothing is sent to it.") : nil
  }

  private static func isType(_ text: String) -> Bool {
    if text == "*" { return true }
    let words = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard words.count == 2, text.utf8.count <= 60 else { return false }
    return isWord(words[0]) && (isWord(words[1]) || words[1].elementsEqual("*".utf8))
  }

  private static func isWord(_ word: Substring.UTF8View) -> Bool {
    !word.isEmpty && word.allSatisfy { byte in (97...122).contains(byte) || byte == 95 }
  }

  /// When a receiver that failed `failures` times in a row is tried again at the earliest; nil while it has not failed often enough.
  package static func rest(after failures: Int64, now: Instant, chance: Int64) -> Instant? {
    guard failures >= 5 else { return nil }
    let seconds: Int64 = min(3600, 15 << min(failures - 5, 12))
    return now.adding(seconds: seconds / 2 + seconds / 2 * min(max(chance, 0), 1023) / 1023)
  }
}
