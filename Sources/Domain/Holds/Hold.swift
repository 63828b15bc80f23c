/// A draft put aside: the till is free, the cart waits (T3).
package struct Hold: Sendable, Hashable {
  package var label: String?
  package var registerID: ID<Register>
  package var staffID: String?
  package var heldAt: Instant
  package var expiresAt: Instant?
  package var reservesStock: Bool

  package init(label: String?, registerID: ID<Register>, staffID: String?, heldAt: Instant, expiresAt: Instant?, reservesStock: Bool) {
    self.label = label
    self.registerID = registerID
    self.staffID = staffID
    self.heldAt = heldAt
    self.expiresAt = expiresAt
    self.reservesStock = reservesStock
  }
}

/// Who has a retrieved order open. It informs; versions, not leases, guard writes.
package struct Lease: Sendable, Hashable {
  package let registerID: ID<Register>
  package let staffID: String?
  package let until: Instant

  package init(registerID: ID<Register>, staffID: String?, until: Instant) {
    self.registerID = registerID
    self.staffID = staffID
    self.until = until
  }

  /// How long a till may be silent before another one takes over without asking, in seconds.
  package static let seconds: Int64 = 120
}
