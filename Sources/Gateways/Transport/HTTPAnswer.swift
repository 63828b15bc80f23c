/// What a server answered.
package struct HTTPAnswer: Sendable {
  package let status: Int
  package let body: [UInt8]
  /// False where the body is longer than was read.
  package let isWhole: Bool

  package init(status: Int, body: [UInt8], isWhole: Bool = true) {
    self.status = status
    self.body = body
    self.isWhole = isWhole
  }
}

/// Why there was no answer.
package struct HTTPFailure: Error, Sendable {
  /// In words for staff, free of anything secret.
  package let reason: String
  /// Whether something of the request left, so that the other side may have acted on it.
  package let hasLeft: Bool
  /// Whether this shop itself refused to go there, and will again (WHO-01).
  package var isBlocked: Bool { reason.hasPrefix("Blocked: ") }

  package init(reason: String, hasLeft: Bool) {
    self.reason = reason
    self.hasLeft = hasLeft
  }
}
