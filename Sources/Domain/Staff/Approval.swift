/// The word of somebody who may, for one action on one object of a colleague who may not.
package struct Approval: Sendable, Equatable {
  /// Seconds until an unspent approval is worth nothing.
  package static let lifetimeSeconds: Int64 = 120

  package let action: Action
  /// The id of what it is about; an order, as a rule.
  package let object: String
  package let approvedBy: ID<Staff>
  package let createdAt: Instant

  package init(action: Action, object: String, approvedBy: ID<Staff>, createdAt: Instant) {
    self.action = action
    self.object = object
    self.approvedBy = approvedBy
    self.createdAt = createdAt
  }

  package var expiresAt: Instant { createdAt.adding(seconds: Self.lifetimeSeconds) }
}
